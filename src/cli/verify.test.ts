import { readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { printDocument } from '../core/document/toDocument.ts'
import { EMPTY_MODEL } from '../core/document/model.ts'
import { faultSample } from '../core/probe/faultSample.ts'
import type { Io } from './io.ts'
import { run } from './run.ts'

// A software adapter compiles slowly where the machine has other work.
vi.setConfig({ testTimeout: 120_000 })

const DUMP = readFileSync('fixtures/cubie/0.9.0__euler__n3__float32.json', 'utf8')
const TRUE = printDocument(faultSample())
/** The grandchild grew, and the regions above it are as they were. */
const STALE = TRUE.replace('"name": "k", "size": 3', '"name": "k", "size": 5').replace(
  '"name":"k","size":3',
  '"name":"k","size":5',
)

async function call(args: readonly string[], text: string) {
  const found = { out: '', err: '', code: -1 }
  const io: Io = {
    read: async () => ({ kind: 'bytes', bytes: new TextEncoder().encode(text) }),
    out: async (more) => void (found.out += more),
    err: async (more) => void (found.err += more),
  }
  found.code = await run(['verify', 'a', ...args], io)
  return found
}

describe('verify', () => {
  test.each(['webgpu', 'table'])('proves a true layout by --runner %s', async (runner) => {
    const { out, code } = await call(['--runner', runner], TRUE)
    expect({ code, first: out.split(':')[0] }).toEqual({ code: 0, first: 'proven' })
    expect(out).toContain('by dawn (')
  })

  test('proves what a dump recorded', async () => {
    const { out, code } = await call(['--recorded', '--runner', 'table'], DUMP)
    expect(code).toBe(0)
    expect(out).toContain('proven: the recorded layout')
  })

  test('says that an emulated pass is one', async () => {
    const { out, code } = await call(['--runner', 'emulated'], TRUE)
    expect(code).toBe(0)
    expect(out).toContain('by emulated (emulation in JavaScript, one lane)')
  })

  test('disproves a stale layout, and names the first wrong word of each buffer', async () => {
    expect(STALE).not.toBe(TRUE)
    const { out, code } = await call(['--runner', 'table'], STALE)
    expect(code).toBe(1)
    expect(out).toMatch(/^disproven: the computed layout, \d+ faults, \d+ wrong words/)
    expect(out).toMatch(/shifted +loop\/step\/u: It lies 2 elements too far down\. Expected loop/)
  })

  test('prints the verdict as JSON', async () => {
    const { out, code } = await call(['--runner', 'table', '--json'], STALE)
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      kind: 'disproven',
      runner: 'dawn',
      program: 'table',
      memory: 'storage',
      buffers: expect.arrayContaining([
        expect.objectContaining({ buffer: 'u', kind: 'shifted', shift: -2 }),
      ]) as unknown,
    })
  })

  test('ends with 3 where there is nothing to run', async () => {
    const { out, code } = await call(['--runner', 'table'], printDocument(EMPTY_MODEL))
    expect({ out: out.split('\n')[0], code }).toEqual({
      out: 'could not run: There is no factory to verify.',
      code: 3,
    })
    expect((await call(['--recorded'], TRUE)).code).toBe(3)
  })

  test('refuses bad input and wrong usage with 2, and prints nothing', async () => {
    expect(await call([], '{')).toMatchObject({ out: '', code: 2 })
    expect(await call(['--runner', 'cuda'], TRUE)).toMatchObject({ out: '', code: 2 })
    expect(await call(['--phase', 'bilt'], DUMP)).toMatchObject({ out: '', code: 2 })
  })
})
