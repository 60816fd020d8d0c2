import { useCallback, useRef, type PointerEvent } from 'react'
import { factoryId } from '../../core/registry/factory.ts'
import { isLocation } from '../../core/registry/location.ts'
import { isCarried } from '../../store/cargo.ts'
import type { Cargo, Drag } from '../../store/state.ts'
import { useActions, useReadState } from '../inspectorContext.ts'
import { pointingWithScroll } from './edgeScrolling.ts'

/** A press that moves less is a click. */
const THRESHOLD_PX = 4

/** Set on every element that buffers can be dropped on, with the location as its value. */
export const LANE_ATTRIBUTE = 'data-lane'
/** Set on what a factory is dropped on to be a root; the rows of the tree lie on such a thing. */
export const ROOT_ATTRIBUTE = 'data-root-zone'

interface Press {
  readonly pointerId: number
  readonly x: number
  readonly y: number
  readonly cargo: Cargo
}

/** Begins a drag with a press; a cargo that is null, or empty, is not dragged. */
export type BeginDrag = (event: PointerEvent, cargo: Cargo | null) => void

/**
 * Dragging buffers, or a factory, with the pointer, from wherever they are drawn: call the result, the same
 * at every render, on `pointerdown`. It goes on where a preview takes what was pressed off the page.
 * The pointer is captured, so that the drag is not lost outside of the window; Escape leaves no
 * trace; sixty moves a second touch the store only where they cross into another lane. What scrolls under
 * the pointer goes on by itself near its edges.
 */
export function useBufferDrag(): BeginDrag {
  const actions = useActions()
  const readState = useReadState()
  const release = useRef<(() => void) | null>(null)

  return useCallback(
    (event, cargo) => {
      if (event.button !== 0 || cargo === null || cargo.refs.length === 0) return
      const { pointerId, clientX: x, clientY: y } = event
      release.current?.()
      release.current = follow({ pointerId, x, y, cargo }, { actions, readState })
    },
    [actions, readState],
  )
}

interface Wiring {
  readonly actions: ReturnType<typeof useActions>
  readonly readState: ReturnType<typeof useReadState>
}

/** Listens until the press ends; gives the function that ends it early. */
function follow(press: Press, wiring: Wiring): () => void {
  const listening = new AbortController()
  const options = { signal: listening.signal }
  const carrying = carried(press, wiring)
  const isOther = (event: globalThis.PointerEvent) => event.pointerId !== press.pointerId

  function cancel(): void {
    // What was put down is over: another drag may be under way by now.
    if (listening.signal.aborted) return
    listening.abort()
    carrying.cancel()
  }

  function up(event: globalThis.PointerEvent): void {
    if (isOther(event)) return
    listening.abort()
    carrying.drop()
  }

  function key(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return
    // It ends the drag, and nothing else that Escape would end.
    if (carrying.isDragging()) event.stopPropagation()
    cancel()
  }

  window.addEventListener('pointermove', (event) => isOther(event) || carrying.move(event), options)
  window.addEventListener('pointerup', up, options)
  window.addEventListener('pointercancel', cancel, options)
  // A second finger makes it a pinch.
  window.addEventListener('pointerdown', (event) => isOther(event) && cancel(), options)
  window.addEventListener('blur', cancel, options)
  window.addEventListener('keydown', key, { ...options, capture: true })
  return cancel
}

/** What was pressed, and from when it is moved the drag of it. */
function carried(press: Press, { actions, readState }: Wiring) {
  const page = document.documentElement
  const pointing = pointingWithScroll((under) => aim(under, { actions, readState }))
  let isDragging = false

  function begin(): void {
    isDragging = true
    // The row that was pressed may scroll out of sight, and is gone then.
    page.setPointerCapture(press.pointerId)
    page.setAttribute('data-dragging', '')
    actions.beginDrag(press.cargo)
  }

  function end(): void {
    pointing.stop()
    if (isDragging) page.removeAttribute('data-dragging')
    if (page.hasPointerCapture(press.pointerId)) page.releasePointerCapture(press.pointerId)
  }

  return {
    isDragging: () => isDragging,
    move: ({ clientX: x, clientY: y }: globalThis.PointerEvent): void => {
      if (!isDragging && Math.hypot(x - press.x, y - press.y) >= THRESHOLD_PX) begin()
      if (isDragging) pointing.to({ x, y })
    },
    drop: (): void => {
      end()
      // The click that follows a drag would select whatever lies under the pointer.
      if (isDragging) swallowNextClick()
      if (isDragging && readState().drag !== null) actions.drop()
    },
    cancel: (): void => {
      end()
      if (isDragging) actions.cancelDrag()
    },
  }
}

/** Tells the store what lies under the pointer: a lane, a row of the tree, the place of the roots, or nothing. */
function aim(under: Element | null, { actions, readState }: Wiring): void {
  const { drag } = readState()
  if (drag === null) return
  const location = under?.closest(`[${LANE_ATTRIBUTE}]`)?.getAttribute(LANE_ATTRIBUTE)
  const row = under?.closest<HTMLElement>('[data-tree-row]') ?? null
  if (isLocation(location)) actions.dragOver({ kind: 'memory', location })
  else if (row !== null) aimAtRow(row.dataset, drag, actions)
  else if (under?.closest(`[${ROOT_ATTRIBUTE}]`)) actions.dragOver({ kind: 'root' })
  else actions.dragOver(null)
}

function aimAtRow(row: DOMStringMap, drag: Drag, actions: Wiring['actions']): void {
  const { buffer = null } = row
  const factory = factoryId(row['factory'] ?? '')
  if (drag.cargo.kind === 'factory')
    actions.dragOver({ kind: 'place', place: { factory, entry: null } })
  // Over itself nothing is decided anew: the preview may just have put it there.
  else if (!isCarried(drag, { factory, name: buffer }))
    actions.dragOver({ kind: 'place', place: { factory, entry: buffer } })
}

function swallowNextClick(): void {
  const swallow = (event: MouseEvent) => event.stopPropagation()
  window.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0)
}
