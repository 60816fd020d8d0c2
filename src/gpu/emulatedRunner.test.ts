import { describe, expect, it } from 'vitest'
import { faultSample } from '../core/probe/faultSample.ts'
import { injectedFaults } from '../core/probe/injectedFaults.ts'
import { verify, verifyNumbers } from '../core/probe/verify.ts'
import { createEmulatedRunner, EMULATION } from './emulatedRunner.ts'

const runner = createEmulatedRunner()

describe.each(['generated', 'table'] as const)('emulated, the %s kernel', (program) => {
  it('proves the true layout, and says by what', async () => {
    const verdict = await verify(faultSample(), runner, { program })
    expect(verdict).toMatchObject({
      kind: 'proven',
      runner: 'emulated',
      adapter: EMULATION,
      lanes: 1,
    })
  })

  it.each(injectedFaults())(
    'disproves: $name',
    async ({ model, tree, numbers, alter, expected }) => {
      const verdict = await verifyNumbers(model, runner, { program, tree, numbers, alter })
      expect(verdict.kind).toBe('disproven')
      if (verdict.kind !== 'disproven') return
      const said = verdict.buffers.map((fault) => ({
        ...fault,
        other: fault.other?.buffer ?? null,
      }))
      for (const wanted of expected) expect(said).toContainEqual(expect.objectContaining(wanted))
    },
  )
})
