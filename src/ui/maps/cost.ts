import {
  launchGeometry,
  runGeometry,
  type LaunchGeometry,
  type RunGeometry,
} from '../../core/analysis/launch.ts'
import { DEFAULT_DETAILS, launchOccupancy } from '../../core/analysis/launchOccupancy.ts'
import type { Model } from '../../core/document/model.ts'
import { kernelLayoutOf, mainKernelOf, type KernelLayout } from '../../core/layout/kernelLayout.ts'
import type { FactoryId } from '../../core/registry/factory.ts'

/** What a layout costs when it is launched. */
export interface Cost {
  readonly run: RunGeometry
  readonly geometry: LaunchGeometry
  /** Null where the target publishes no such data. */
  readonly runsPerSM: number | null
}

const costs = new WeakMap<Model, Map<FactoryId | null, Cost>>()

/** The cost of a root's kernel, the first root's where none is named; computed once per model. */
export function costOfModel(model: Model, root: FactoryId | null): Cost | null {
  const known = costs.get(model)?.get(root)
  if (known !== undefined) return known
  const kernel = root === null ? mainKernelOf(model.registry) : kernelLayoutOf(model.registry, root)
  if (kernel === null) return null
  const cost = computeCost(model, kernel)
  const perRoot = costs.get(model) ?? new Map<FactoryId | null, Cost>()
  costs.set(model, perRoot.set(root, cost))
  return cost
}

function computeCost({ launch }: Model, kernel: KernelLayout): Cost {
  const run = runGeometry(kernel.sharedElements, kernel.root.precision)
  const geometry = launchGeometry(run, launch)
  const occupancy = launchOccupancy({ settings: launch, details: DEFAULT_DETAILS, geometry })
  return {
    run,
    geometry,
    runsPerSM: occupancy.kind === 'known' ? occupancy.runsPerSM : null,
  }
}
