import { registerChild } from '../../core/registry/children.ts'
import { factoryId, positionsOf, type FactoryId } from '../../core/registry/factory.ts'
import { factoryIn, structureOf, type Registry } from '../../core/registry/registry.ts'
import { addFactory, register } from '../../core/registry/verbs.ts'
import { committedModel } from '../../store/state.ts'
import type { CommandContext } from './command.ts'

const NEW_SIZE = 1

/** A local buffer at the end of the selected factory, its name ready to be typed. */
export function addBuffer({ actions, readState }: CommandContext): void {
  const at = targetFactory(readState)
  if (at === null) return
  const { registry, factory } = at
  const held = factoryIn(registry, factory)
  const name = freeName('buffer', (taken) => held !== null && positionsOf(held).has(taken))
  const problem = actions.edit(`Add ${name}`, (before) =>
    register(before, factory, { name, size: NEW_SIZE, location: 'local' }),
  )
  if (problem !== null) {
    actions.say('bad', problem)
    return
  }
  actions.select([{ factory, name }])
  actions.setRenaming({ factory, name })
}

/** An empty factory below the selected one; a root where nothing is there yet. */
export function addFactoryBelow({ actions, readState }: CommandContext): void {
  const model = committedModel(readState())
  if (model === null) return
  const { registry } = model
  const parent = targetFactory(readState)?.factory ?? null
  const { positions } = structureOf(registry)
  const edges = new Set(
    parent === null ? [] : factoryIn(registry, parent)?.children.map((c) => c.name),
  )
  const name = freeName('factory', (taken) => edges.has(taken))
  const path = parent === null ? name : `${parent}/${name}`
  const id = freeName(path, (taken) => positions.has(factoryId(taken)))
  const problem = actions.edit(`Add ${name}`, (before) => {
    const added = addFactory(before, { id, type: 'Factory' })
    return parent === null ? added : registerChild(added, { parent, child: factoryId(id), name })
  })
  if (problem !== null) {
    actions.say('bad', problem)
    return
  }
  actions.select([{ factory: factoryId(id), name: null }])
  actions.setRenaming({ factory: factoryId(id), name: null })
}

function targetFactory(
  readState: CommandContext['readState'],
): { readonly registry: Registry; readonly factory: FactoryId } | null {
  const state = readState()
  const registry = committedModel(state)?.registry
  const factory = state.selection.at(-1)?.factory ?? registry?.roots[0]
  return registry === undefined || factory === undefined ? null : { registry, factory }
}

/** `base`, or the first of `base_2`, `base_3`, … that is free. */
function freeName(base: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(base)) return base
  let number = 2
  while (isTaken(`${base}_${number}`)) number++
  return `${base}_${number}`
}
