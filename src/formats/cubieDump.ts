import { DEFAULT_LAUNCH, type LaunchSettings } from '../core/analysis/launch.ts'
import { SHARED_LIMIT_BYTES } from '../core/analysis/targets.ts'
import type { Model } from '../core/document/model.ts'
import type { ExtentRule } from '../core/layout/factoryLayout.ts'
import { factoryId, type Factory } from '../core/registry/factory.ts'
import { checkTotals } from './checkTotals.ts'
import { cubieFactoryOf } from './cubieFactory.ts'
import { checkPhases } from './cubieNames.ts'
import { CUBIE_SCHEMA, cubieSchema, type CubieDump, type CubiePhase } from './cubieSchema.ts'
import { bufferKey, entriesOf, settingKeysOf } from './cubieSettings.ts'
import { foundText, type ProblemList } from './problem.ts'
import { shapeOf } from './shape.ts'

/** Phases taken after an update of the built program: only there can a size differ from what was built. */
const AFTER_UPDATE = ['all_shared_by_buffer_name', 'all_shared_by_config', 'state_pair_shared']
const BUILT = 'built'
const CONSTRUCTED = 'constructed'

const NONE: ReadonlyMap<string, number> = new Map()

const shape = shapeOf(cubieSchema, 'ignored')

export interface OpenedDump {
  readonly model: Model
  readonly phases: readonly string[]
  readonly phase: string
}

/** One phase of a cubie dump as a model, or null with every problem listed. */
export function openCubieDump(
  parsed: Readonly<Record<string, unknown>>,
  { phase: wanted }: { readonly phase?: string | undefined },
  list: ProblemList,
): OpenedDump | null {
  if (parsed['schema'] !== CUBIE_SCHEMA) {
    list.add(
      ['schema'],
      `Found ${foundText(parsed['schema'])}, expected ${foundText(CUBIE_SCHEMA)}.`,
    )
    return null
  }
  if (!shape.matches(parsed, list)) return null
  checkPhases(parsed, list)
  const phases = parsed.phases.map((phase) => phase.label)
  const phase = chosenPhase(parsed, wanted)
  if (phase === null) {
    const known = phases.map(foundText).join(', ')
    const message =
      wanted === undefined
        ? 'Found an empty list, expected at least one phase.'
        : `Found no phase ${foundText(wanted)}; there are: ${known === '' ? 'none' : known}.`
    list.add(['phases'], message)
  }
  if (phase === null || list.problems.length > 0) return null
  const model = modelOf(parsed, phase)
  const path = ['phases', parsed.phases.indexOf(phase)]
  checkTotals(model.registry, { factories: [...path, 'groups'], roots: [...path, 'root'] }, list)
  return list.problems.length > 0 ? null : { model, phases, phase: phase.label }
}

function chosenPhase(dump: CubieDump, wanted: string | undefined): CubiePhase | null {
  if (wanted !== undefined) return phaseCalled(dump, wanted)
  return phaseCalled(dump, BUILT) ?? dump.phases[0] ?? null
}

function phaseCalled(dump: CubieDump, label: string): CubiePhase | null {
  return dump.phases.find((phase) => phase.label === label) ?? null
}

function modelOf(dump: CubieDump, phase: CubiePhase): Model {
  const { config } = dump
  const settingKeys = settingKeysOf(dump)
  const builtSizes = AFTER_UPDATE.includes(phase.label) ? sizesIn(dump, BUILT) : NONE
  const context = {
    precision: config.precision,
    settingKeyOf: (group: string, buffer: string) =>
      settingKeys.get(bufferKey(group, buffer)) ?? null,
    builtSizeOf: (group: string, buffer: string) =>
      builtSizes.get(bufferKey(group, buffer)) ?? null,
  }
  const factories = phase.groups.map((group) => cubieFactoryOf(group, context))
  const { kernel } = phase
  return {
    name: nameOf(dump, phase),
    registry: { extentRule: extentRuleOf(dump, phase), factories, roots: [factoryId(phase.root)] },
    launch: launchOf(phase),
    recordedKernel: {
      sharedElements: kernel.shared_memory_elements,
      persistentLocalElements: kernel.persistent_local_elements,
    },
    unreachable: phase.unreachable ?? [],
    constructedSizes: constructedSizesOf(dump, { phase, factories }),
  }
}

function nameOf({ config }: CubieDump, phase: CubiePhase): string {
  const name = `${config.algorithm}, n = ${config.n_states}, ${config.precision}`
  return phase.label === BUILT ? name : `${name}, ${phase.label}`
}

/**
 * A cubie without a target halves a block only when it does not fit, and one that was given more
 * than 48 KiB for a block has opted in to that.
 */
function launchOf({ kernel }: CubiePhase): LaunchSettings {
  const { shared_target_bytes: sharedTargetBytes, launch = [] } = kernel
  const optIn = launch.some((one) => one.hardware_limit_bytes > SHARED_LIMIT_BYTES)
  return {
    ...DEFAULT_LAUNCH,
    optIn,
    ...(sharedTargetBytes === null ? { sharedTargetBytes } : {}),
  }
}

/**
 * cubie counts elements up to 0.3, aligns from 0.9 and guards persistent storage from 0.11 on. A
 * version between is taken by what it wrote: only an aligning cubie knows the precision of a group.
 */
function extentRuleOf({ source }: CubieDump, phase: CubiePhase): ExtentRule {
  if (source.layout_rule !== undefined) return source.layout_rule
  const [major = 0, minor = 0] = source.version.split(/[.@]/).map(Number)
  if (major >= 1 || minor >= 11) return 'guarded'
  if (major >= 1 || minor >= 9) return 'aligned'
  if (minor <= 3) return 'elements'
  const knowsPrecision = phase.groups.some(
    (group) => group.registered && group.parent_dtype !== null,
  )
  return knowsPrecision ? 'aligned' : 'elements'
}

/** Sizes of all entries of a phase by `bufferKey`; empty where the dump has no such phase. */
function sizesIn(dump: CubieDump, label: string): ReadonlyMap<string, number> {
  const phase = phaseCalled(dump, label)
  if (phase === null) return NONE
  return new Map(entriesOf(phase).map(({ key, entry }) => [key, entry.size]))
}

/** Buffers whose size was another one before the program was built. */
function constructedSizesOf(
  dump: CubieDump,
  opened: { readonly phase: CubiePhase; readonly factories: readonly Factory[] },
): Model['constructedSizes'] {
  if (opened.phase.label === CONSTRUCTED) return []
  const sizes = sizesIn(dump, CONSTRUCTED)
  return opened.factories.flatMap((factory) =>
    factory.entries.flatMap((entry) => {
      const size = sizes.get(bufferKey(factory.id, entry.name))
      if (entry.kind !== 'buffer' || size === undefined || size === entry.size) return []
      return { factory: factory.id, name: entry.name, size }
    }),
  )
}
