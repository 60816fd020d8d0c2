import { afterAll, describe, expect, it, vi } from 'vitest'
import { injectedFaults } from '../core/probe/injectedFaults.ts'
import { verifyNumbers } from '../core/probe/verify.ts'
import { createDawnRunner } from './dawn.ts'

// A software adapter compiles slowly where the machine has other work.
vi.setConfig({ testTimeout: 120_000 })

const runner = await createDawnRunner()
afterAll(() => runner.close())

const FAULTS = injectedFaults()

it('there are 29 kinds of fault', () => {
  expect(new Set(FAULTS.map(({ name }) => name)).size).toBe(29)
})

describe.each(['generated', 'table'] as const)('the %s kernel', (program) => {
  it.each(FAULTS)('disproves: $name', async ({ model, tree, numbers, alter, expected }) => {
    const verdict = await verifyNumbers(model, runner, { program, tree, numbers, alter })
    expect(verdict.kind).toBe('disproven')
    if (verdict.kind !== 'disproven') return
    const said = verdict.buffers.map(({ buffer, kind, shift, other, message }) => {
      return { buffer, kind, shift, other: other?.buffer ?? null, message }
    })
    for (const wanted of expected) expect(said).toContainEqual(expect.objectContaining(wanted))
    // Where words are wrong, the first wrong buffer names an element.
    if (verdict.wrongWords > 0) expect(verdict.words.length).toBeGreaterThan(0)
  })
})
