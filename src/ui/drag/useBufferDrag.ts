import { useEffect, useRef, type PointerEvent } from 'react'
import { factoryId } from '../../core/registry/factory.ts'
import { isLocation } from '../../core/registry/location.ts'
import type { BufferRef } from '../../core/registry/verbs.ts'
import type { Cargo } from '../../store/state.ts'
import { useActions, useReadState } from '../inspectorContext.ts'

/** A press that moves less is a click. */
const THRESHOLD_PX = 4

/** Set on every element that buffers can be dropped on, with the location as its value. */
export const LANE_ATTRIBUTE = 'data-lane'

interface Press {
  readonly pointerId: number
  readonly x: number
  readonly y: number
  readonly cargo: Cargo
  readonly element: Element
}

/**
 * Dragging buffers, or a factory, with the pointer, from wherever they are drawn: call the result on `pointerdown`.
 * The pointer is captured, so that the drag is not lost outside of the window; Escape leaves no
 * trace; sixty moves a second touch the store only where they cross into another lane.
 */
export function useBufferDrag(): (event: PointerEvent, cargo: Cargo | null) => void {
  const actions = useActions()
  const readState = useReadState()
  const release = useRef<(() => void) | null>(null)
  useEffect(() => () => release.current?.(), [])

  return (event, cargo) => {
    if (event.button !== 0 || cargo === null || cargo.refs.length === 0) return
    const { pointerId, clientX: x, clientY: y, currentTarget: element } = event
    release.current?.()
    release.current = follow({ pointerId, x, y, cargo, element }, { actions, readState })
  }
}

interface Wiring {
  readonly actions: ReturnType<typeof useActions>
  readonly readState: ReturnType<typeof useReadState>
}

/** Listens until the press ends; gives the function that ends it early. */
function follow(press: Press, { actions, readState }: Wiring): () => void {
  const listening = new AbortController()
  const options = { signal: listening.signal }
  let isDragging = false

  function end(): void {
    listening.abort()
    if (isDragging) document.documentElement.removeAttribute('data-dragging')
    if (press.element.hasPointerCapture(press.pointerId))
      press.element.releasePointerCapture(press.pointerId)
  }

  function begin(): void {
    isDragging = true
    press.element.setPointerCapture(press.pointerId)
    document.documentElement.setAttribute('data-dragging', '')
    actions.beginDrag(press.cargo)
  }

  function move(event: globalThis.PointerEvent): void {
    if (event.pointerId !== press.pointerId) return
    const far = Math.hypot(event.clientX - press.x, event.clientY - press.y) >= THRESHOLD_PX
    if (!isDragging && far) begin()
    if (isDragging) aim(event, press.cargo, actions)
  }

  function up(event: globalThis.PointerEvent): void {
    if (event.pointerId !== press.pointerId) return
    end()
    // The click that follows a drag would select whatever lies under the pointer.
    if (isDragging) swallowNextClick()
    if (isDragging && readState().drag !== null) actions.drop()
  }

  function cancel(): void {
    end()
    if (isDragging) actions.cancelDrag()
  }

  window.addEventListener('pointermove', move, options)
  window.addEventListener('pointerup', up, options)
  window.addEventListener('pointercancel', cancel, options)
  window.addEventListener('blur', cancel, options)
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return
      // It ends the drag, and nothing else that Escape would end.
      if (isDragging) event.stopPropagation()
      cancel()
    },
    { ...options, capture: true },
  )
  return cancel
}

/** Tells the store what lies under the pointer: a lane, a row of the tree, or nothing to drop on. */
function aim(event: MouseEvent, cargo: Cargo, actions: Wiring['actions']): void {
  const under = document.elementFromPoint(event.clientX, event.clientY)
  const location = under?.closest(`[${LANE_ATTRIBUTE}]`)?.getAttribute(LANE_ATTRIBUTE)
  const row = under?.closest<HTMLElement>('[data-tree-row]')
  if (isLocation(location)) actions.dragOver(location)
  else if (row === null || row === undefined) actions.dragOver(null)
  else aimAtRow(row.dataset, cargo, actions)
}

function aimAtRow(row: DOMStringMap, cargo: Cargo, actions: Wiring['actions']): void {
  const { factory = '', buffer = null } = row
  if (cargo.kind === 'factory') actions.dragOnto({ factory: factoryId(factory), entry: null })
  // Over itself nothing is decided anew: the preview may just have put it there.
  else if (!isOwnRow(cargo.refs, factory, buffer))
    actions.dragOnto({ factory: factoryId(factory), entry: buffer })
}

function isOwnRow(refs: readonly BufferRef[], factory: string, entry: string | null): boolean {
  return refs.some((ref) => ref.name === entry && ref.factory === factory)
}

function swallowNextClick(): void {
  const swallow = (event: MouseEvent) => event.stopPropagation()
  window.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0)
}
