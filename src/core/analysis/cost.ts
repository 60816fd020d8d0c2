import type { Model } from '../document/model.ts'
import { layoutOf } from '../layout/factoryLayout.ts'
import { bytesOf } from '../registry/dtype.ts'
import type { Factory, FactoryId } from '../registry/factory.ts'
import { factoryIn } from '../registry/registry.ts'
import { bankAccess, mendingPadWords, type BankAccess } from './banks.ts'
import { launchGeometry, runGeometry, type LaunchGeometry, type RunGeometry } from './launch.ts'
import {
  DEFAULT_DETAILS,
  launchOccupancy,
  type LaunchDetails,
  type LaunchOccupancy,
} from './launchOccupancy.ts'
import { measuredRulesOf, type MeasuredRules } from './measuredRule.ts'
import { freeRoom, runsPerSmSteps, type FreeRoom, type RunsPerSmStep } from './runsPerSm.ts'

/** What kind of claim a figure is: arithmetic, somebody's benchmark, or a model with visible assumptions. */
export type Claim = 'exact' | 'measured rule' | 'model'

export interface Claimed<T> {
  readonly claim: Claim
  readonly value: T
}

/** Everything that a placement costs its launch, each part with the kind of claim that it is. */
export interface Cost {
  readonly root: Factory
  /** Shared elements of one run, in the root's precision. */
  readonly sharedElements: number
  readonly run: Claimed<RunGeometry>
  readonly launch: Claimed<LaunchGeometry>
  readonly occupancy: Claimed<LaunchOccupancy>
  /** Runs that one SM works on; null where that is unknown. */
  readonly runsPerSM: Claimed<number | null>
  /** What a run may gain before runs/SM drops; null where that is unknown. */
  readonly room: Claimed<FreeRoom | null>
  /** Runs/SM for every size that a run may have. */
  readonly steps: Claimed<readonly RunsPerSmStep[]>
  /** Exact for a warp in lock step. */
  readonly banks: Claimed<BankAccess>
  /** Words to add to a run so that its stride is free of conflicts; what that gains is not measured. */
  readonly mendingPadWords: Claimed<number>
  readonly rules: Claimed<MeasuredRules>
}

/** Which root, and what the launch has besides its settings. */
export interface CostOptions {
  readonly root?: FactoryId | null
  readonly details?: LaunchDetails
}

const cache = new WeakMap<Model, WeakMap<LaunchDetails, Map<FactoryId, Cost>>>()

/**
 * What a model's placement costs the launch of a root (the first one by default), computed once per
 * model value, details and root; null where there is no such root.
 */
export function costOf(model: Model, options: CostOptions = {}): Cost | null {
  const { details = DEFAULT_DETAILS } = options
  const id = options.root ?? model.registry.roots[0]
  const root = id === undefined ? null : factoryIn(model.registry, id)
  if (root === null) return null
  const perDetails = cache.get(model) ?? new WeakMap<LaunchDetails, Map<FactoryId, Cost>>()
  cache.set(model, perDetails)
  const perRoot = perDetails.get(details) ?? new Map<FactoryId, Cost>()
  perDetails.set(details, perRoot)
  const known = perRoot.get(root.id)
  if (known !== undefined) return known
  const cost = computeCost(model, root, details)
  perRoot.set(root.id, cost)
  return cost
}

function computeCost(model: Model, root: Factory, details: LaunchDetails): Cost {
  const { launch: settings } = model
  const { precision } = root
  const sharedElements = layoutOf(root, model.registry.extentRule).aggregates.shared
  const run = runGeometry(sharedElements, precision)
  const geometry = launchGeometry(run, settings)
  const occupancy = launchOccupancy({ settings, details, geometry })
  const steps = runsPerSmSteps(settings, details, precision)
  const elementBytes = bytesOf(precision) === 8 ? 8 : 4
  return {
    root,
    sharedElements,
    run: exact(run),
    launch: exact(geometry),
    occupancy: exact(occupancy),
    runsPerSM: exact(occupancy.kind === 'known' ? occupancy.runsPerSM : null),
    room: exact(freeRoom(steps, sharedElements, precision)),
    steps: exact(steps),
    banks: exact(bankAccess(run.strideWords, elementBytes)),
    mendingPadWords: {
      claim: 'model',
      value: mendingPadWords(run.strideWords, elementBytes),
    },
    rules: { claim: 'measured rule', value: measuredRulesOf(model) },
  }
}

function exact<T>(value: T): Claimed<T> {
  return { claim: 'exact', value }
}
