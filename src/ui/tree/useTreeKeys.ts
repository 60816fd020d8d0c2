import { useRef, type KeyboardEvent } from 'react'
import type { FactoryId } from '../../core/registry/factory.ts'
import type { Ref } from '../../store/state.ts'
import { useActions, useReadState } from '../inspectorContext.ts'
import { parentIndex, steppedIndex } from './treeMoves.ts'
import type { TreeRow, TreeRows } from './treeRows.ts'
import { useTypeahead } from './useTypeahead.ts'

interface Wiring {
  readonly rows: TreeRows | null
  readonly active: number
  readonly point: (index: number) => void
}

/** The keys of the ARIA tree pattern: arrows, Home, End, pages, typeahead, and Shift to select more. */
export function useTreeKeys({ rows, active, point }: Wiring): (event: KeyboardEvent) => void {
  const actions = useActions()
  const readState = useReadState()
  const typeahead = useTypeahead()
  const anchor = useRef(-1)

  function go(index: number, isExtending: boolean): void {
    const row = rows?.rowAt(index) ?? null
    if (rows === null || row === null) return
    point(index)
    if (!isExtending) anchor.current = index
    actions.select(isExtending ? refsBetween(rows, anchor.current, index) : [row.ref])
  }

  function typed(letter: string): boolean {
    const target = rows === null ? null : typeahead(rows, active, letter)
    if (target !== null) go(target, false)
    return target !== null
  }

  /** Right opens and enters, left closes and leaves. */
  function sideways(row: TreeRow, key: 'ArrowLeft' | 'ArrowRight'): void {
    const { collapsed } = readState()
    const isFactory = row.buffer === null
    const isOpen = isFactory && !collapsed.has(row.factory.id)
    const isClosing = key === 'ArrowLeft'
    if (isFactory && isOpen === isClosing)
      actions.setCollapsed(withCollapsed(collapsed, row.factory.id, isClosing))
    else if (isClosing) go(parentIndex(rows, active, row), false)
    else if (isFactory) go(active + 1, false)
  }

  function press({ key, shiftKey }: KeyboardEvent): boolean {
    const next = steppedIndex(key, active, rows?.count ?? 0)
    if (next !== null) {
      go(next, shiftKey)
      return true
    }
    if (shiftKey) return false
    if (/^[\p{L}_]$/u.test(key)) return typed(key)
    const row = rows?.rowAt(active) ?? null
    return row !== null && pressOn(row, key)
  }

  function pressOn(row: TreeRow, key: string): boolean {
    if (key === 'ArrowLeft' || key === 'ArrowRight') sideways(row, key)
    else if (key === 'Enter' && row.buffer === null) actions.show(row.factory.id)
    else return false
    return true
  }

  return (event) => {
    const isOwn = event.target === event.currentTarget
    if (isOwn && !event.altKey && !event.ctrlKey && !event.metaKey && press(event))
      event.preventDefault()
  }
}

export function withCollapsed(
  collapsed: ReadonlySet<FactoryId>,
  id: FactoryId,
  isCollapsed: boolean,
): ReadonlySet<FactoryId> {
  const next = new Set(collapsed)
  if (isCollapsed) next.add(id)
  else next.delete(id)
  return next
}

/** Both ends included; the moving end last, so that it stays the active one. */
export function refsBetween(rows: TreeRows, from: number, to: number): readonly Ref[] {
  const start = from < 0 ? to : from
  const step = to >= start ? 1 : -1
  const refs = new Map<string, Ref>()
  for (let i = start; i !== to + step; i += step) {
    const ref = rows.rowAt(i)?.ref
    if (ref !== undefined) refs.set(`${ref.factory}\u0000${ref.name ?? ''}`, ref)
  }
  return [...refs.values()]
}
