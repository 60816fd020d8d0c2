import type { Model } from '../../core/document/model.ts'
import { factoryId, type Factory } from '../../core/registry/factory.ts'
import { pathDown, structureOf } from '../../core/registry/registry.ts'
import { reparent } from '../../core/registry/reparent.ts'
import { useActions } from '../inspectorContext.ts'
import { Choice } from './Field.tsx'

/** More factories than a list can show: those near the top are offered. */
const MAX_OFFERED = 500

/** Which factory holds this one; one that hangs under several names is moved from the first. */
export function ParentChoice({
  model,
  factory,
}: {
  readonly model: Model
  readonly factory: Factory
}) {
  const { edit, say } = useActions()
  const { registry } = model
  const { positions } = structureOf(registry)
  const below = new Set(pathDown(registry, [factory.id]))
  const edge = firstEdge(model, factory)
  const offered = registry.factories
    .filter((other) => !below.has(positions.get(other.id) ?? -1))
    .slice(0, MAX_OFFERED)

  function choose(value: string): void {
    const name = edge?.name ?? factory.id.split('/').at(-1) ?? 'child'
    const to = value === '' ? null : { parent: factoryId(value.slice(1)), name }
    const label =
      to === null ? `Make ${factory.id} a root` : `Move ${factory.id} under ${to.parent}`
    const problem = edit(label, (r) => reparent(r, { child: factory.id, from: edge, to }))
    if (problem !== null) say('bad', problem)
  }

  return (
    <Choice
      label="Parent"
      value={edge === null ? '' : `=${edge.parent}`}
      options={[['', 'none (a root)'], ...offered.map(({ id }) => [`=${id}`, id] as const)]}
      onChoose={choose}
    />
  )
}

function firstEdge(model: Model, factory: Factory) {
  for (const parent of model.registry.factories) {
    const edge = parent.children.find((child) => child.factory === factory.id)
    if (edge !== undefined) return { parent: parent.id, name: edge.name }
  }
  return null
}
