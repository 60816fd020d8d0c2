import type { Model } from '../document/model.ts'
import { layoutOf } from '../layout/factoryLayout.ts'
import { bytesOf, type Precision } from '../registry/dtype.ts'
import type { Factory, FactoryId } from '../registry/factory.ts'
import { factoryIn } from '../registry/registry.ts'
import { bankAccess, mendingPadWords, type BankAccess } from './banks.ts'
import {
  launchGeometry,
  runGeometry,
  sharedLimitBytes,
  type LaunchGeometry,
  type LaunchSettings,
  type RunGeometry,
} from './launch.ts'
import { launchOccupancy, type LaunchOccupancy } from './launchOccupancy.ts'
import { freeRoom, runsPerSmSteps, type FreeRoom, type RunsPerSmStep } from './runsPerSm.ts'

/** What a placement costs its launch: exact arithmetic, but for `mendingPadWords`. */
export interface Cost {
  readonly settings: LaunchSettings
  readonly root: Factory
  readonly precision: Precision
  /** Shared elements of one run, in the root's precision. */
  readonly sharedElements: number
  readonly run: RunGeometry
  readonly geometry: LaunchGeometry
  readonly occupancy: LaunchOccupancy
  /** Runs that one SM works on: 0 where nothing launches, null where the target has no SM data. */
  readonly runsPerSM: number | null
  /** Exact for a warp in lock step. */
  readonly banks: BankAccess
  /** A model: words that make the stride free of conflicts; what that gains is not measured. */
  readonly mendingPadWords: number
  /** Shared bytes that a block may have, static ones included. */
  readonly limitBytes: number
}

const cache = new WeakMap<Model, Map<FactoryId, Cost>>()

/**
 * What a model's placement costs the launch of a root (the first one by default), computed once per
 * model value and root; null where there is no such root. Takes the root's layout and no more.
 */
export function costOf(model: Model, root: FactoryId | null = null): Cost | null {
  const id = root ?? model.registry.roots[0]
  const factory = id === undefined ? null : factoryIn(model.registry, id)
  if (factory === null) return null
  const perRoot = cache.get(model) ?? new Map<FactoryId, Cost>()
  cache.set(model, perRoot)
  const cost = perRoot.get(factory.id) ?? computeCost(model, factory)
  perRoot.set(factory.id, cost)
  return cost
}

/** Runs/SM for every size that a run may have, computed once per settings and precision. */
export function stepsOf({ settings, precision }: Cost): readonly RunsPerSmStep[] {
  return runsPerSmSteps(settings, precision)
}

/** What a run may gain before runs/SM drops; null where that is unknown or nothing launches. */
export function roomOf(cost: Cost): FreeRoom | null {
  return freeRoom(stepsOf(cost), cost.sharedElements, cost.precision)
}

function computeCost({ registry, launch: settings }: Model, root: Factory): Cost {
  const { precision } = root
  const sharedElements = layoutOf(root, registry.extentRule).aggregates.shared
  const run = runGeometry(sharedElements, precision)
  const geometry = launchGeometry(run, settings)
  const occupancy = launchOccupancy({ settings, geometry })
  const elementBytes = bytesOf(precision) === 8 ? 8 : 4
  return {
    settings,
    root,
    precision,
    sharedElements,
    run,
    geometry,
    occupancy,
    runsPerSM: runsIn(occupancy),
    banks: bankAccess(run.strideWords, elementBytes),
    mendingPadWords: mendingPadWords(run.strideWords, elementBytes),
    limitBytes: sharedLimitBytes(settings),
  }
}

function runsIn(occupancy: LaunchOccupancy): number | null {
  switch (occupancy.kind) {
    case 'known':
      return occupancy.runsPerSM
    case 'over-block-limit':
      return 0
    case 'unknown-target':
    case 'invalid':
    case 'unknowable':
      return null
  }
}
