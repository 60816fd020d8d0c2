import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it, vi } from 'vitest'
import type { Model } from '../core/document/model.ts'
import { computedNumbers, type SliceNumbers } from '../core/probe/numbers.ts'
import { probeTreeOf } from '../core/probe/tree.ts'
import { verify, verifyNumbers } from '../core/probe/verify.ts'
import type { Verdict } from '../core/probe/verdict.ts'
import { openText } from '../formats/open.ts'
import { createDawnRunner } from './dawn.ts'

// A software adapter compiles slowly where the machine has other work.
vi.setConfig({ testTimeout: 120_000 })

const runner = await createDawnRunner()
afterAll(() => runner.close())

function opened(file: string): Model {
  const result = openText(readFileSync(`fixtures/cubie/${file}.json`, 'utf8'))
  if (result.kind !== 'ok') throw new Error(JSON.stringify(result.problems))
  return result.model
}

function shortOf(verdict: Verdict): unknown {
  return verdict.kind === 'proven' ? 'proven' : { ...verdict, registry: null }
}

const RADAU = opened('0.9.0__firk_radau_iia_5__n32__float32')

describe('on a software adapter', () => {
  it.each(['generated', 'table'] as const)(
    'the %s kernel proves the radau sample',
    async (program) => {
      const verdict = await verify(RADAU, runner, { program })
      expect(shortOf(verdict)).toBe('proven')
      expect(verdict).toMatchObject({ runner: 'dawn', program, lanes: 8 })
      expect(verdict.adapter).not.toBeNull()
    },
  )

  it.each(['generated', 'table'] as const)(
    'the %s kernel disproves it with one offset shifted, and says which and by how much',
    async (program) => {
      const tree = probeTreeOf(RADAU.registry, RADAU.registry.roots[0] ?? ('' as never))
      if (tree === null) throw new Error('no root')
      const factories = tree.factories.map(({ factory }) => factory)
      const numbers = computedNumbers(RADAU, factories)
      const at = factories.findIndex(({ entries }) =>
        entries.some(({ name }) => name === 'stage_increment'),
      )
      const factory = factories[at]
      if (factory === undefined) throw new Error('no factory')
      const slices = new Map(numbers.slices)
      slices.set(
        factory.id,
        (numbers.slices.get(factory.id) ?? []).map((slice, i): SliceNumbers | null =>
          slice !== null && factory.entries[i]?.name === 'stage_increment'
            ? { ...slice, offset: slice.offset + 1 }
            : slice,
        ),
      )
      const verdict = await verifyNumbers(RADAU, runner, {
        program,
        tree,
        numbers: { ...numbers, slices },
      })
      expect(verdict.kind).toBe('disproven')
      if (verdict.kind !== 'disproven') return
      expect(verdict.buffers).toContainEqual(
        expect.objectContaining({ kind: 'shifted', buffer: 'stage_increment', shift: 1 }),
      )
    },
  )
})
