import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { renameFactory } from '../../core/registry/factories.ts'
import { factoryId } from '../../core/registry/factory.ts'
import { renameChild } from '../../core/registry/reparent.ts'
import type { Registry } from '../../core/registry/registry.ts'
import { rename } from '../../core/registry/verbs.ts'
import { sameRef } from '../../store/state.ts'
import { useActions, useInspector } from '../inspectorContext.ts'
import { TREE_ID } from './searchIds.ts'
import type { TreeRow } from './treeRows.ts'

/** The name of a row; a field while it is being renamed. */
export function RowName({ row }: { readonly row: TreeRow }) {
  const isRenaming = useInspector((state) => sameRef(state.renaming, row.ref))
  if (isRenaming) return <RenameField row={row} />
  if (row.buffer !== null) return <span className="row__name">{row.buffer.name}</span>
  return (
    <span className="row__name">
      <b>{row.edge}</b> <span className="row__type">{row.factory.type}</span>
    </span>
  )
}

/** Enter keeps the name, Escape the old one; a name that is refused says why and stays open. */
function RenameField({ row }: { readonly row: TreeRow }) {
  const { edit, select, setRenaming, say } = useActions()
  const old = row.buffer?.name ?? row.edge
  const [name, setName] = useState(old)
  const [problem, setProblem] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])

  function leave(): void {
    setRenaming(null)
    document.getElementById(TREE_ID)?.focus()
  }

  function keep(): void {
    const refused = name === old ? null : edit(`Rename ${old} to ${name}`, renamed(row, name))
    setProblem(refused)
    if (refused !== null) {
      say('bad', refused)
      return
    }
    if (row.buffer !== null) select([{ factory: row.factory.id, name }])
    else if (row.parent === null) select([{ factory: factoryId(name), name: null }])
    leave()
  }

  function onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation()
    if (event.key === 'Enter') keep()
    else if (event.key === 'Escape') leave()
  }

  return (
    <input
      ref={field}
      className="row__field"
      aria-label={`New name of ${old}`}
      aria-invalid={problem !== null}
      title={problem ?? undefined}
      autoFocus
      autoComplete="off"
      spellCheck={false}
      value={name}
      onChange={(event) => setName(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => setRenaming(null)}
      onPointerDown={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
    />
  )
}

function renamed(row: TreeRow, name: string): (registry: Registry) => Registry {
  const { ref, parent, edge } = row
  if (ref.name !== null) {
    const buffer = { factory: ref.factory, name: ref.name }
    return (registry) => rename(registry, buffer, name)
  }
  if (parent === null) return (registry) => renameFactory(registry, ref.factory, name)
  return (registry) => renameChild(registry, { parent, name: edge }, name)
}
