import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { costOf } from '../core/analysis/cost.ts'
import { launchGeometry, runGeometry } from '../core/analysis/launch.ts'
import { launchOccupancy } from '../core/analysis/launchOccupancy.ts'
import { moveEffectsOf } from '../core/analysis/moveEffects.ts'
import { edited, relocateAll } from '../core/document/edit.ts'
import { openText } from './open.ts'

const DUMPS = readdirSync('fixtures/cubie').filter((name) => name.endsWith('.json'))

test.each(DUMPS)('in %s every effect is that of the move itself', (file) => {
  const opened = openText(readFileSync(`fixtures/cubie/${file}`, 'utf8'))
  if (opened.kind !== 'ok') throw new Error('the fixture does not open')
  const { model } = opened
  const { effects } = moveEffectsOf(model)
  expect(effects.length).toBeGreaterThan(3)
  for (const { ref, to, cost } of effects) {
    const moved = edited(model, (registry) => relocateAll(registry, [ref], to))
    const own = costOf(moved)
    expect(cost.sharedElements).toBe(own?.sharedElements)
    const geometry = launchGeometry(runGeometry(cost.sharedElements, cost.precision), model.launch)
    expect(cost.geometry).toEqual(geometry)
    expect(cost.occupancy).toEqual(launchOccupancy({ settings: model.launch, geometry }))
  }
})
