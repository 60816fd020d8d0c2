import { expect, test } from 'vitest'
import { whyNotOpened } from './whyNotOpened.ts'

test('only a document that another tab has is said to be open in one', () => {
  expect(whyNotOpened('elsewhere', 'a')).toBe('a is open in another tab.')
  expect(whyNotOpened('gone', 'a')).toBe('a is not kept in this browser any more.')
  expect(whyNotOpened('unreadable', 'a')).toBe('a could not be read: the browser refused it.')
  expect(whyNotOpened('shown', 'a')).toBeNull()
  expect(whyNotOpened('given-up', 'a')).toBeNull()
})
