import { layoutOf } from '../layout/factoryLayout.ts'
import type { Factory } from '../registry/factory.ts'
import { mainRoot } from '../registry/mainRoot.ts'
import type { Registry } from '../registry/registry.ts'
import type { FindingId } from './finding.ts'
import {
  launchGeometry,
  runGeometry,
  sharedLimitBytes,
  type LaunchGeometry,
  type LaunchSettings,
} from './launch.ts'
import { launchOccupancy, type LaunchOccupancy } from './launchOccupancy.ts'

/** What can be wrong with a block. */
export type LaunchProblem = Extract<
  FindingId,
  | 'over-block-limit'
  | 'over-registers'
  | 'over-threads'
  | 'below-warp'
  | 'over-target'
  | 'over-webgpu-limit'
>

/** A root with the launch that its layout comes to. */
export interface RootLaunch {
  readonly root: Factory
  /** Shared elements of one run, in the root's precision. */
  readonly sharedElements: number
  readonly settings: LaunchSettings
  readonly geometry: LaunchGeometry
  readonly occupancy: LaunchOccupancy
}

/** The launch of the first root; null where there is none. */
export function rootLaunchOf(registry: Registry, settings: LaunchSettings): RootLaunch | null {
  const root = mainRoot(registry)
  if (root === null) return null
  return launchAt(root, layoutOf(root, registry.extentRule).aggregates.shared, settings)
}

function launchAt(root: Factory, sharedElements: number, settings: LaunchSettings): RootLaunch {
  const geometry = launchGeometry(runGeometry(sharedElements, root.precision), settings)
  const occupancy = launchOccupancy({ settings, geometry })
  return { root, sharedElements, settings, geometry, occupancy }
}

/**
 * All that is wrong with a launch, worst first. Where one run alone is too large there is no block, and
 * nothing else to be said of it.
 */
export function launchProblems(launch: RootLaunch): readonly LaunchProblem[] {
  const { geometry, occupancy } = launch
  if (geometry.kind === 'over-block-limit') return [geometry.kind]
  const limits = occupancy.kind === 'known' ? occupancy.block.limits : null
  const checks = occupancy.kind === 'unknowable' ? occupancy.checks : []
  const problems: readonly (LaunchProblem | false | null)[] = [
    isOverWithStatic(launch) && 'over-block-limit',
    limits?.registers === 0 && 'over-registers',
    limits?.warps === 0 && 'over-threads',
    geometry.warning,
    checks.some((check) => !check.holds) && 'over-webgpu-limit',
  ]
  return problems.flatMap((id) => (id === false || id === null ? [] : [id]))
}

/** Whether a launch with other settings, or of runs of another size, would have a problem. */
export function wouldHave(
  id: LaunchProblem,
  { root, ...launch }: RootLaunch,
  change: Partial<LaunchSettings> | { readonly sharedElements: number },
): boolean {
  const next =
    'sharedElements' in change
      ? launchAt(root, change.sharedElements, launch.settings)
      : launchAt(root, launch.sharedElements, { ...launch.settings, ...change })
  return launchProblems(next).includes(id)
}

/** The launcher chooses its block without the program's static bytes. */
function isOverWithStatic({ geometry, settings }: RootLaunch): boolean {
  return (
    geometry.kind === 'launches' &&
    geometry.dynamicSharedBytes + settings.staticSharedBytes > sharedLimitBytes(settings)
  )
}
