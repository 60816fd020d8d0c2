import { expect, test } from 'vitest'
import { factoryId } from '../../../core/registry/factory.ts'
import { firstLineAbout, isAbout, linesOf, ownerAt } from './codeLines.ts'

const LOOP = factoryId('loop')
const owners = [
  { line: 2, factory: LOOP, buffer: null },
  { line: 3, factory: LOOP, buffer: 'state' },
  { line: 7, factory: factoryId('step'), buffer: 'state' },
]

test('a buffer has its own lines, a factory those of its buffers too', () => {
  const about = (name: string | null) =>
    owners.filter((owner) => isAbout(owner, { factory: LOOP, name })).map((owner) => owner.line)
  expect(about('state')).toEqual([3])
  expect(about(null)).toEqual([2, 3])
  expect(firstLineAbout(owners, [{ factory: factoryId('step'), name: 'state' }])).toBe(7)
  expect(firstLineAbout(owners, [])).toBeNull()
  expect(ownerAt(owners, 7)?.factory).toBe('step')
  expect(ownerAt(owners, 8)).toBeNull()
  expect(ownerAt([], 1)).toBeNull()
})

test('a closing line break is no line of its own', () => {
  expect(linesOf('a\n\nb\n')).toEqual(['a', '', 'b'])
  expect(linesOf('')).toEqual([''])
})
