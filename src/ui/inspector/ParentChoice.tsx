import type { Model } from '../../core/document/model.ts'
import { factoryId, type Factory } from '../../core/registry/factory.ts'
import { pathDown, structureOf } from '../../core/registry/registry.ts'
import { firstEdgeTo, reparenting } from '../../store/cargo.ts'
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
  const edge = firstEdgeTo(registry, factory.id)
  const offered = registry.factories
    .filter((other) => !below.has(positions.get(other.id) ?? -1))
    .slice(0, MAX_OFFERED)

  function choose(value: string): void {
    const parent = value === '' ? null : factoryId(value.slice(1))
    const { label, verb } = reparenting(factory.id, edge, parent)
    const problem = edit(label, verb)
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
