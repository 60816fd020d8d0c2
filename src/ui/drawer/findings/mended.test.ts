import { expect, test } from 'vitest'
import { findingsOf } from '../../../core/analysis/findings.ts'
import { EMPTY_MODEL, withRegistry, type Model } from '../../../core/document/model.ts'
import { factoryId } from '../../../core/registry/factory.ts'
import { EMPTY_REGISTRY } from '../../../core/registry/registry.ts'
import { addFactory, register } from '../../../core/registry/verbs.ts'
import type { StepLabel } from '../../../store/editActions.ts'
import { mended } from './mended.ts'

const NOTHING =
  'Nothing was changed: it is mended already, or all that is free to move would not be enough.'

function overLimit(pinned: boolean): Model {
  const base = addFactory(EMPTY_REGISTRY, { id: 'loop' })
  const spec = { name: 'state', size: 13_000, location: 'shared', pinned } as const
  return withRegistry(EMPTY_MODEL, register(base, factoryId('loop'), spec))
}

function fixOf(model: Model) {
  const fix = findingsOf(model).find(({ id }) => id === 'over-block-limit')?.fix
  if (fix === null || fix === undefined) throw new Error('no fix')
  return fix
}

test('a fix that changes the layout is done', () => {
  const model = overLimit(false)
  const said = mended(fixOf(model), (_, verb) => {
    verb(model.registry)
    return null
  })
  expect(said).toEqual({ tone: 'good', text: 'Move state to local: done.' })
})

test('a fix that is asked for twice, as by a double click, mends once and says so', () => {
  const base = addFactory(EMPTY_REGISTRY, { id: 'loop', precision: 'float64' })
  const spec = { name: 'state', size: 16, location: 'shared' } as const
  const conflicting = withRegistry(EMPTY_MODEL, register(base, factoryId('loop'), spec))
  const fixes = [overLimit(false), conflicting].flatMap((model) =>
    findingsOf(model).flatMap(({ id, fix }) => (fix === null ? [] : [{ id, fix, model }])),
  )
  expect(fixes.map(({ id }) => id)).toEqual(['over-block-limit', 'bank-conflict'])
  for (const { fix, model } of fixes) {
    const once = fix.apply(model.registry)
    const { tone, text } = mended(fix, (_, verb) => {
      expect(verb(once)).toBe(once)
      return null
    })
    expect({ tone, text }).toEqual({ tone: 'bad', text: NOTHING })
  }
})

test('a fix that can move nothing is not called done, and a refusal is told', () => {
  const model = overLimit(true)
  const edit = (_: StepLabel, verb: (registry: Model['registry']) => Model['registry']) => {
    expect(verb(model.registry)).toBe(model.registry)
    return null
  }
  expect(mended(fixOf(model), edit)).toEqual({
    tone: 'bad',
    text: NOTHING,
  })
  expect(mended(fixOf(model), () => 'refused')).toEqual({ tone: 'bad', text: 'refused' })
})
