import { Command as Cmdk } from 'cmdk'
import { useState } from 'react'
import { factoryId, type FactoryId } from '../../core/registry/factory.ts'
import { pathDown, structureOf, type Registry } from '../../core/registry/registry.ts'
import { selectionCargo } from '../../store/cargo.ts'
import { committedModel, type Cargo, type InspectorState } from '../../store/state.ts'
import { useActions, useInspector } from '../inspectorContext.ts'
import { Modal } from './Modal.tsx'

/** Factories that are listed at once; what is typed finds the others. */
const LISTED = 100
const ROOT = 'none: make it a root'

const selectSelection = (state: InspectorState) => state.selection

/** Where the selection goes by keyboard: buffers into another factory, a factory under another parent. */
export function MoveInto() {
  const model = useInspector(committedModel)
  const selection = useInspector(selectSelection)
  const { setDialog, moveSelectionInto } = useActions()
  const [typed, setTyped] = useState('')
  const cargo = model === null ? null : selectionCargo(model.registry, selection)
  if (model === null || cargo === null) return null
  const isFactory = cargo.kind === 'factory'
  const offered = targetsOf(model.registry, isFactory ? cargo.refs[0].factory : null).filter((id) =>
    id.toLowerCase().includes(typed.toLowerCase()),
  )

  function choose(target: FactoryId | null): void {
    setDialog(null)
    moveSelectionInto(target)
  }

  return (
    <Modal
      title={isFactory ? 'Move under another factory' : 'Move into another factory'}
      className="palette"
    >
      <Cmdk label="Factories" loop shouldFilter={false}>
        <Cmdk.Input
          autoFocus
          className="palette__input"
          placeholder={questionOf(cargo)}
          value={typed}
          onValueChange={setTyped}
        />
        <Cmdk.List className="palette__list" label="Factories">
          <Cmdk.Empty>No factory of that name can hold it.</Cmdk.Empty>
          {offered.slice(0, LISTED).map((id) => (
            <Cmdk.Item key={id} value={`=${id}`} onSelect={() => choose(factoryId(id))}>
              {id}
            </Cmdk.Item>
          ))}
          {isFactory && cargo.from !== null && typed === '' && (
            <Cmdk.Item value="root" onSelect={() => choose(null)}>
              {ROOT}
            </Cmdk.Item>
          )}
        </Cmdk.List>
      </Cmdk>
      {offered.length > LISTED && (
        <p className="muted">The first {LISTED} are listed; type a part of a name for others.</p>
      )}
    </Modal>
  )
}

function questionOf({ kind, refs }: Cargo): string {
  const [first] = refs
  if (kind === 'factory') return `Under which factory shall ${first.factory} hang?`
  const what = refs.length === 1 ? (first.name ?? '') : `${refs.length} buffers`
  return `Into which factory shall ${what} go?`
}

/** Every factory, without what lies below the one that moves. */
function targetsOf(registry: Registry, moving: FactoryId | null): readonly FactoryId[] {
  const { positions } = structureOf(registry)
  const below = new Set(moving === null ? [] : pathDown(registry, [moving]))
  return registry.factories.flatMap(({ id }) => (below.has(positions.get(id) ?? -1) ? [] : [id]))
}
