import type { Model } from '../document/model.ts'
import { declaredLocalElements } from '../layout/kernelLayout.ts'
import { bytesOf } from '../registry/dtype.ts'
import type { Buffer } from '../registry/entry.ts'
import { entryOf, withEntries, type Factory } from '../registry/factory.ts'
import { belowMainRoot } from '../registry/mainRoot.ts'
import { refreshPaths } from '../registry/refresh.ts'
import { factoryIn, withFactories, type Registry } from '../registry/registry.ts'
import { quoted } from '../registry/registryError.ts'
import { gatesOf, type Gate, type RuleGroup, type RuleInputs } from './measuredGates.ts'

/** What the thresholds were measured with; other cards have none. */
export const MEASURED = {
  target: '8.9',
  card: 'RTX 4070 SUPER',
  pairedRuns: 206,
  source: 'cubie, auto_memory',
} as const

/** The rule's answer, or why it has none. */
export type MeasuredRule =
  | {
      readonly kind: 'measured'
      readonly inputs: RuleInputs
      readonly gates: readonly Gate[]
      /** The group that moves to shared: the first that fires, or none. */
      readonly moves: RuleGroup | null
    }
  | { readonly kind: 'outside'; readonly reason: string }

/** The rule at the sizes that the model has now, and at those it had before and after its build. */
export interface MeasuredRules {
  readonly present: MeasuredRule
  /** Null where no other sizes are known. */
  readonly constructed: MeasuredRule | null
  readonly built: MeasuredRule | null
}

const cache = new WeakMap<Model, MeasuredRules>()

/** The measured rule for a model, computed once per model value. */
export function measuredRulesOf(model: Model): MeasuredRules {
  const known = cache.get(model)
  if (known !== undefined) return known
  const { registry, launch } = model
  const constructed = registryAtConstruction(model)
  const built = registryAsBuilt(registry)
  const rules: MeasuredRules = {
    present: measuredRule(registry, launch.target),
    constructed: constructed === registry ? null : measuredRule(constructed, launch.target),
    built: built === registry ? null : measuredRule(built, launch.target),
  }
  cache.set(model, rules)
  return rules
}

/** The rule for the first root's loop, or the reason why nothing was measured for it. */
export function measuredRule(registry: Registry, target: string): MeasuredRule {
  if (target !== MEASURED.target)
    return outside(`thresholds are known for compute capability ${MEASURED.target} only`)
  const loop = loopOf(registry)
  if (loop === null)
    return outside('no factory below the first root holds state and proposed_state')
  const step = stepOf(registry, loop)
  if (step === null) return outside(`${quoted(loop.id)} has no child called algorithm or step`)
  const method = methodOf(step.type)
  if (method === 'never measured') return outside(`${quoted(step.type)} was never measured`)
  const inputs = inputsOf(registry, { loop, step, isImplicit: method === 'implicit' })
  const gates = gatesOf(inputs)
  const moves = gates.find((gate) => gate.fires)?.group ?? null
  return { kind: 'measured', inputs, gates, moves }
}

/** The buffers that a group of the rule moves, as references; empty outside of measured territory. */
export function buffersOfGroup(registry: Registry, group: RuleGroup) {
  const loop = loopOf(registry)
  const step = loop === null ? null : stepOf(registry, loop)
  if (loop === null || step === null) return []
  const refs = (factory: Factory, names: readonly string[]) =>
    names.map((name) => ({ factory: factory.id, name }))
  const held = (names: readonly string[]) => names.filter((name) => entryOf(loop, name) !== null)
  switch (group) {
    case 'state-pair':
      return refs(loop, held(STATE_PAIR))
    case 'work-group':
      return refs(
        step,
        workBuffers(step).map((buffer) => buffer.name),
      )
    case 'parameters':
      return refs(loop, held(['parameters']))
  }
}

const STATE_PAIR = ['state', 'proposed_state']

function outside(reason: string): MeasuredRule {
  return { kind: 'outside', reason: `Outside measured territory: ${reason}.` }
}

/** The topmost factory below the first root that holds the state pair. */
function loopOf(registry: Registry): Factory | null {
  const holdsPair = (factory: Factory) =>
    STATE_PAIR.every((name) => entryOf(factory, name) !== null)
  return belowMainRoot(registry).findLast(holdsPair) ?? null
}

function stepOf(registry: Registry, loop: Factory): Factory | null {
  const edge =
    loop.children.find((child) => child.name === 'algorithm') ??
    loop.children.find((child) => child.name === 'step')
  return edge === undefined ? null : factoryIn(registry, edge.factory)
}

/** Every step is implicit but the explicit Runge-Kutta ones and explicit Euler. */
function methodOf(type: string): 'explicit' | 'implicit' | 'never measured' {
  if (/CrankNicolson|Rosenbrock|ExplicitEuler/.test(type)) return 'never measured'
  return /^ERK|Explicit|DormandPrince/.test(type) ? 'explicit' : 'implicit'
}

function inputsOf(
  registry: Registry,
  at: { readonly loop: Factory; readonly step: Factory; readonly isImplicit: boolean },
): RuleInputs {
  const { loop, step, isImplicit } = at
  const itemBytes = bytesOf(loop.precision) === 8 ? 8 : 4
  const sizeOf = (name: string) => entryOf(loop, name)?.size ?? 0
  const work = workBuffers(step).reduce((sum, buffer) => sum + buffer.size, 0)
  return {
    itemBytes,
    isImplicit,
    footprintBytes: declaredLocalElements(registry, loop.id) * itemBytes,
    statePairBytes: STATE_PAIR.reduce((sum, name) => sum + sizeOf(name), 0) * itemBytes,
    workGroupBytes: work * itemBytes,
    parametersBytes: sizeOf('parameters') * itemBytes,
  }
}

function workBuffers(step: Factory): readonly Buffer[] {
  return step.entries.filter(
    (entry): entry is Buffer => entry.kind === 'buffer' && entry.aliases === null,
  )
}

/** The registry with the sizes it had before the program was built; itself where none differs. */
function registryAtConstruction({ registry, constructedSizes }: Model): Registry {
  if (constructedSizes.length === 0) return registry
  const sizes = new Map<string, Map<string, number>>()
  for (const { factory, name, size } of constructedSizes)
    sizes.set(factory, (sizes.get(factory) ?? new Map<string, number>()).set(name, size))
  return resized(registry, (factory, buffer) => sizes.get(factory.id)?.get(buffer.name) ?? null)
}

/** The registry with the sizes that the program was built with; itself where none differs. */
function registryAsBuilt(registry: Registry): Registry {
  if (!registry.factories.some(hasBuiltSizes)) return registry
  return resized(registry, (_, buffer) => buffer.builtSize)
}

const builtSizes = new WeakMap<Factory, boolean>()

function hasBuiltSizes(factory: Factory): boolean {
  const known = builtSizes.get(factory)
  if (known !== undefined) return known
  const has = factory.entries.some((entry) => entry.kind === 'buffer' && entry.builtSize !== null)
  builtSizes.set(factory, has)
  return has
}

/** Gives buffers other sizes, and refreshes the regions above those that changed. */
function resized(
  registry: Registry,
  sizeOf: (factory: Factory, buffer: Buffer) => number | null,
): Registry {
  const changed = registry.factories.flatMap((factory) => {
    const entries = factory.entries.map((entry) => {
      const size = entry.kind === 'buffer' ? sizeOf(factory, entry) : null
      return size === null || size === entry.size ? entry : { ...entry, size }
    })
    const isSame = entries.every((entry, i) => entry === factory.entries[i])
    return isSame ? [] : [withEntries(factory, entries)]
  })
  if (changed.length === 0) return registry
  return refreshPaths(
    withFactories(registry, changed),
    changed.map((factory) => factory.id),
  )
}
