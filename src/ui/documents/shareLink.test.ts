import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { hashOf, sharedIn } from './shareLink.ts'

async function textIn(hash: string): Promise<string> {
  const shared = await sharedIn(hash)
  return shared.kind === 'document' ? shared.json.text() : shared.kind
}

test.each(['', '{"name":"🤯 \\u2028 */"}', 'a'.repeat(100_000)])(
  'text %#: there and back',
  async (text) => {
    expect(await textIn(await hashOf(text))).toBe(text)
  },
)

test('the hash holds nothing that an address would escape', async () => {
  expect(await hashOf('{"a": "ÿþý"}'.repeat(50))).toMatch(/^#layout=[A-Za-z0-9_-]*$/)
})

test('another hash holds no document', async () => {
  expect((await sharedIn('#top')).kind).toBe('none')
  expect((await sharedIn('')).kind).toBe('none')
})

test('what follows the document is handed on', async () => {
  const shared = await sharedIn(`${await hashOf('{}')}&view=block`)
  expect(shared.kind === 'document' ? shared.rest.get('view') : '').toBe('block')
})

test('a hash that was cut is refused', async () => {
  const hash = await hashOf(JSON.stringify(Array.from({ length: 500 }, (_, i) => i * i)))
  expect((await sharedIn(hash.slice(0, hash.length / 2))).kind).toBe('broken')
  expect((await sharedIn('#layout=%%%')).kind).toBe('broken')
})

test('a link that unpacks to a thousand times its length is not unpacked', async () => {
  const bomb = deflateRawSync(Buffer.alloc(8 * 2 ** 20)).toString('base64url')
  expect(bomb.length).toBeLessThan(12_000)
  const limitBytes = 2 ** 20
  expect(await sharedIn(`#layout=${bomb}`, limitBytes)).toEqual({ kind: 'too-large', limitBytes })
})
