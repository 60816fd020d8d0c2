import { expect, test } from 'vitest'
import { COMMANDS } from './commands.ts'

test('no two commands share an id or a key', () => {
  const ids = COMMANDS.map((command) => command.id)
  const keys = COMMANDS.flatMap((command) => command.keys.map((text) => text.toLowerCase()))
  expect(ids).toEqual([...new Set(ids)])
  expect(keys).toEqual([...new Set(keys)])
})
