import { bytesOf } from '../registry/dtype.ts'
import type { Registry } from '../registry/registry.ts'
import { quoted } from '../registry/registryError.ts'
import { bankFindings } from './bankFindings.ts'
import { findingOf, type Finding, type Fix, type LaunchFix } from './finding.ts'
import {
  LEAST_DYNAMIC_BYTES,
  sharedLimitBytes,
  sharedTargetBytes,
  type LaunchGeometry,
  type LaunchSettings,
} from './launch.ts'
import type { LimitCheck } from './launchOccupancy.ts'
import {
  launchProblems,
  rootLaunchOf,
  wouldHave,
  type LaunchProblem,
  type RootLaunch,
} from './launchProblems.ts'
import { makeRoomFix } from './makeRoom.ts'
import { inBytes, sentence, type Sentence } from './sentence.ts'
import { largestShared } from './sharedBuffers.ts'
import { MAX_BLOCK_SIZE, targetOf } from './targets.ts'

/** What the launch arithmetic says of the first root: all limits that its block breaks, and the banks. */
export function launchFindingsOf(registry: Registry, settings: LaunchSettings): readonly Finding[] {
  const launch = rootLaunchOf(registry, settings)
  if (launch === null) return []
  const found = launchProblems(launch).map((id) => findingAbout(id, registry, launch))
  // How runs lie side by side means nothing where not even one fits.
  return launch.geometry.kind === 'over-block-limit'
    ? found
    : [...found, ...bankFindings(registry, launch.root)]
}

function findingAbout(id: LaunchProblem, registry: Registry, launch: RootLaunch): Finding {
  switch (id) {
    case 'over-registers':
      return findingOf(id, {
        message: registerWords(launch),
        launchFix: smallerBlockFix(id, launch),
      })
    case 'over-threads':
      return findingOf(id, { message: threadWords(launch), launchFix: smallerBlockFix(id, launch) })
    case 'over-webgpu-limit':
      return findingOf(id, {
        message: webgpuWords(launch),
        fix: isMemoryAlone(launch) ? roomFix(id, registry, launch) : null,
        launchFix: smallerBlockFix(id, launch),
      })
    case 'over-block-limit':
    case 'below-warp':
    case 'over-target':
      return sharedFinding(id, registry, launch)
  }
}

/** A block that takes too much of shared memory, or more than is good for it. */
function sharedFinding(id: LaunchProblem, registry: Registry, launch: RootLaunch): Finding {
  const launchFix = optInFix(id, launch)
  // No buffer makes room where the program leaves none.
  if (isFilledByProgram(launch.settings))
    return findingOf(id, { message: programWords(launch, launchFix), launchFix })
  const message = sharedWords(id, registry, launch)
  return findingOf(id, { message, fix: roomFix(id, registry, launch), launchFix })
}

function roomFix(id: LaunchProblem, registry: Registry, launch: RootLaunch): Fix {
  return makeRoomFix(registry, (sharedElements) => !wouldHave(id, launch, { sharedElements }))
}

/** Whether not even the least that a launch takes fits beside the program's static bytes. */
function isFilledByProgram(settings: LaunchSettings): boolean {
  return settings.staticSharedBytes + LEAST_DYNAMIC_BYTES > sharedLimitBytes(settings)
}

function programWords({ settings, root }: RootLaunch, launchFix: LaunchFix | null): Sentence {
  const more = launchFix === null ? '' : 'allow over 48 KiB, or '
  const size = sizesOf(root)
  return sentence`The static bytes of the program alone, ${size(settings.staticSharedBytes)}, fill a block, which may have ${size(sharedLimitBytes(settings))} of shared memory and needs ${size(LEAST_DYNAMIC_BYTES)} of dynamic, so that nothing can launch; ${more}use a program with fewer.`
}

/** Writes bytes in elements of a root, where that is asked for. */
function sizesOf({ precision }: RootLaunch['root']) {
  return (bytes: number) => inBytes(bytes, bytesOf(precision))
}

function sharedWords(
  id: LaunchProblem,
  registry: Registry,
  { geometry, settings, root }: RootLaunch,
): Sentence {
  const size = sizesOf(root)
  if (geometry.kind === 'over-block-limit')
    return sentence`A single run needs ${size(geometry.needBytes)} of shared memory, and a block may have ${size(geometry.limitBytes)}, so that nothing can launch; ${culpritWords(registry)}move buffers out of shared.`
  const { blockSize, dynamicSharedBytes: bytes } = geometry
  if (id === 'over-block-limit')
    return sentence`A block of ${blockSize} takes ${size(bytes)} of dynamic and ${size(settings.staticSharedBytes)} of static shared memory, and may have ${size(sharedLimitBytes(settings))} together, so that it cannot launch; move buffers out of shared or ask for a smaller block.`
  return id === 'below-warp'
    ? sentence`Only ${blockSize} ${blockSize === 1 ? 'run fits' : 'runs fit'} in a block, which leaves a part of its warp idle (${size(bytes)} of shared memory); move buffers out of shared.`
    : sentence`A block of ${blockSize} runs takes ${size(bytes)} of shared memory, over the target of ${size(sharedTargetBytes(settings))}; move buffers out of shared.`
}

/** The largest buffer that takes room of its own, and how much, as the start of a clause. */
function culpritWords(registry: Registry): Sentence {
  const largest = largestShared(registry)
  if (largest === null) return ''
  const { name, factory, bytes, elementBytes } = largest
  return sentence`${quoted(name)} of ${quoted(factory)} takes ${inBytes(bytes, elementBytes)} of it: `
}

function blockOf(geometry: LaunchGeometry): number {
  return geometry.kind === 'launches' ? geometry.blockSize : 0
}

function registerWords({ geometry, settings, occupancy }: RootLaunch): Sentence {
  const has = occupancy.kind === 'known' ? occupancy.target.registersPerSM : 0
  const takes = occupancy.kind === 'known' ? occupancy.block.registersPerBlock : 0
  return `A block of ${blockOf(geometry)} takes ${takes} registers, ${settings.registersPerThread} a thread, and an SM of this target has ${has}, so that it cannot launch; ask for a smaller block, or compile for fewer registers.`
}

function threadWords({ geometry }: RootLaunch): Sentence {
  return `A block of ${blockOf(geometry)} threads is more than the ${MAX_BLOCK_SIZE} that a block may have, so that it cannot launch; ask for a smaller block.`
}

/** Each limit that is broken, and that a device may grant more than the default. */
function webgpuWords(launch: RootLaunch): Sentence {
  const size = sizesOf(launch.root)
  const clauses = brokenLimits(launch).map(({ limit, need, most }) =>
    limit === 'maxComputeWorkgroupStorageSize'
      ? sentence`${size(need)} of workgroup memory, where ${size(most)} are granted`
      : sentence`${need} threads, where ${most} are granted`,
  )
  const [first = '', ...rest] = clauses
  const all = rest.reduce((words, clause) => sentence`${words}, and ${clause}`, first)
  return sentence`A workgroup takes ${all} by WebGPU’s default limits, which every device meets and some exceed; ask for a smaller block, or move buffers out of shared.`
}

function brokenLimits({ occupancy }: RootLaunch): readonly LimitCheck[] {
  return occupancy.kind === 'unknowable' ? occupancy.checks.filter(({ holds }) => !holds) : []
}

/** Moving buffers helps where their memory is what is too much. */
function isMemoryAlone(launch: RootLaunch): boolean {
  return brokenLimits(launch).every(({ limit }) => limit === 'maxComputeWorkgroupStorageSize')
}

/** Opting in to more than 48 KiB, where the target grants as much as clears the finding. */
function optInFix(id: LaunchProblem, launch: RootLaunch): LaunchFix | null {
  const { optIn, target } = launch.settings
  if (optIn || targetOf(target) === null || wouldHave(id, launch, { optIn: true })) return null
  return { label: 'Allow over 48 KiB', apply: (next) => ({ ...next, optIn: true }) }
}

/** The largest block that clears the finding among the half of the asked one, the half of that, and so on. */
function smallerBlockFix(id: LaunchProblem, launch: RootLaunch): LaunchFix | null {
  const { blockSize: asked } = launch.settings
  for (let blockSize = half(asked); blockSize > 0; blockSize = half(blockSize))
    if (!wouldHave(id, launch, { blockSize }))
      return {
        label: `Ask for a block of ${blockSize}`,
        apply: (next) => ({ ...next, blockSize }),
      }
  return null
}

function half(blockSize: number): number {
  return Math.floor(blockSize / 2)
}
