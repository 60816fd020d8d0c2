import { describe, expect, test } from 'vitest'
import { FINDING_SEVERITIES, type FindingId } from '../core/analysis/finding.ts'
import { findingsOf } from '../core/analysis/findings.ts'
import { sentenceText } from '../core/analysis/sentence.ts'
import { edited } from '../core/document/edit.ts'
import { withRegistry, type Model } from '../core/document/model.ts'
import { factoryId } from '../core/registry/factory.ts'
import type { Registry } from '../core/registry/registry.ts'
import { relocate } from '../core/registry/verbs.ts'
import { CASES, DUMPS, open, RADAU, STEP } from './findingCases.testing.ts'

/** What no edit of the registry mends: facts about another program, and what a launch asks for. */
const WITHOUT_FIX: readonly FindingId[] = [
  'arena-too-short',
  'sized-after-construction',
  'over-registers',
  'over-threads',
  'over-webgpu-limit',
]

function placesOf(model: Model, id: FindingId) {
  return findingsOf(model).flatMap((f) => (f.id === id ? [[f.factory, f.entry]] : []))
}

describe('findings in dumps', () => {
  test('every finding of the table has a fixture', () => {
    const ids = new Set(CASES.map((c) => c.id))
    expect(ids).toEqual(new Set(Object.keys(FINDING_SEVERITIES)))
  })

  test.each(CASES)('$id fires exactly once, at $at', ({ id, model, at }) => {
    const made = model()
    expect(placesOf(made, id)).toEqual([at])
    const finding = findingsOf(made).find((f) => f.id === id)
    expect(finding?.severity).toBe(FINDING_SEVERITIES[id])
    expect(sentenceText(finding?.message ?? '')).toMatch(/^[^\n]{40,400}\.$/)
  })

  test.each(CASES)(
    '$id at $at is cleared by its fix, and no error comes of it',
    ({ id, model }) => {
      const made = model()
      const fix = findingsOf(made).find((f) => f.id === id)?.fix ?? null
      const hasFix =
        !WITHOUT_FIX.includes(id) && made.unreachable.length * Number(id === 'orphan-factory') === 0
      expect(fix !== null).toBe(hasFix)
      if (fix === null) return
      const mended = withRegistry(made, fix.apply(made.registry))
      expect(placesOf(mended, id)).toEqual([])
      const errors = (of: Model) => findingsOf(of).filter((f) => f.severity === 'error').length
      expect(errors(mended)).toBeLessThanOrEqual(errors(made))
      expect(edited(made, fix.apply).registry).toEqual(mended.registry)
    },
  )

  test.each(DUMPS)('no error and no warning in the healthy kernel %s', (dump) => {
    const found = findingsOf(open(dump)).filter((f) => f.severity !== 'info')
    expect(found.filter((f) => f.id !== 'below-warp' && f.id !== 'over-target')).toEqual([])
  })

  test('an edit makes only the findings of its path anew', () => {
    const model = open(RADAU)
    const before = findingsOf(model)
    const next = edited(model, (registry: Registry) =>
      relocate(
        registry,
        { factory: factoryId('loop/initialiser'), name: 'init_increment' },
        'shared',
      ),
    )
    const after = findingsOf(next)
    const kept = after.filter((f) => f.factory === STEP && f.id === 'alias-without-effect')
    for (const finding of kept) expect(before).toContain(finding)
    expect(findingsOf(next)).toBe(after)
  })
})
