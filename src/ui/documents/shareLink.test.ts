import { expect, test } from 'vitest'
import { hashOf, textOfHash } from './shareLink.ts'

test.each(['', '{"name":"🤯 \\u2028 */"}', 'a'.repeat(100_000)])(
  'text %#: there and back',
  async (text) => {
    expect(await textOfHash(await hashOf(text))).toBe(text)
  },
)

test('the hash holds nothing that an address would escape', async () => {
  expect(await hashOf('{"a": "ÿþý"}'.repeat(50))).toMatch(/^#layout=[A-Za-z0-9_-]*$/)
})

test('another hash holds no document', async () => {
  expect(await textOfHash('#top')).toBeNull()
})

test('a hash that was cut is refused', async () => {
  const hash = await hashOf(JSON.stringify(Array.from({ length: 500 }, (_, i) => i * i)))
  await expect(textOfHash(hash.slice(0, hash.length / 2))).rejects.toThrow()
  await expect(textOfHash('#layout=%%%')).rejects.toThrow()
})
