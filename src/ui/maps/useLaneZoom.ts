import { select } from 'd3-selection'
import {
  zoom,
  zoomIdentity,
  zoomTransform,
  type D3ZoomEvent,
  type ZoomBehavior,
  type ZoomTransform,
} from 'd3-zoom'
import { useEffect, useEffectEvent, useRef, type RefObject } from 'react'
import type { Window } from '../../map/window.ts'

export interface LaneZoom {
  readonly domain: Window
  readonly window: Window
  /** CSS pixels that the window fills. */
  readonly width: number
  /** CSS pixels of the canvas left of the window. */
  readonly inset?: number
  readonly onWindow: (window: Window) => void
  /** A press here drags a buffer, and so does not pan. */
  readonly isGrabbed: (clientX: number, clientY: number) => boolean
  readonly onPan: (pixels: number) => void
}

/** Bytes below which zooming in ends. */
const CLOSEST_BYTES = 8

/** Wheel and pinch zoom about the pointer, a press on empty space pans, a sideways wheel pans. */
export function useLaneZoom(canvas: RefObject<HTMLCanvasElement | null>, view: LaneZoom): void {
  const behaviour = useRef(zoom<HTMLCanvasElement, unknown>())

  const zoomedTo = useEffectEvent((event: D3ZoomEvent<HTMLCanvasElement, unknown>) => {
    // A transform that we set ourselves has no event behind it.
    if (event.sourceEvent !== null) view.onWindow(windowOf(event.transform, view))
  })
  const accepts = useEffectEvent((event: Event): boolean => {
    if (event instanceof WheelEvent) return !isSideways(event)
    if (event instanceof MouseEvent)
      return event.button === 0 && !view.isGrabbed(event.clientX, event.clientY)
    return isFreeTouch(event, view.isGrabbed)
  })
  const wheeled = useEffectEvent((event: WheelEvent) => {
    if (!isSideways(event)) return
    event.preventDefault()
    view.onPan(event.deltaX !== 0 ? event.deltaX : event.deltaY)
  })

  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    const listening = new AbortController()
    behaviour.current
      .filter((event: Event) => accepts(event))
      .on('zoom', (event: D3ZoomEvent<HTMLCanvasElement, unknown>) => zoomedTo(event))
    select(element).call(behaviour.current).on('dblclick.zoom', null)
    element.addEventListener('wheel', (event) => wheeled(event), {
      passive: false,
      signal: listening.signal,
    })
    return () => {
      listening.abort()
      select(element).on('.zoom', null)
    }
  }, [canvas])

  useTransform(canvas, behaviour, view)
}

/** Keeps d3's own memory of the zoom in step with the window, whoever moved it. */
function useTransform(
  canvas: RefObject<HTMLCanvasElement | null>,
  behaviour: RefObject<ZoomBehavior<HTMLCanvasElement, unknown>>,
  { domain, window, width, inset = 0 }: LaneZoom,
): void {
  const { from: domainFrom, to: domainTo } = domain
  const { from: windowFrom, to: windowTo } = window
  useEffect(() => {
    const element = canvas.current
    if (element === null || width === 0) return
    const whole = { from: domainFrom, to: domainTo }
    const shown = { from: windowFrom, to: windowTo }
    const edges: [[number, number], [number, number]] = [
      [inset, 0],
      [inset + width, 1],
    ]
    behaviour.current
      .scaleExtent([1, Math.max(1, (whole.to - whole.from) / CLOSEST_BYTES)])
      .extent(edges)
      .translateExtent(edges)
    const wanted = transformOf({ domain: whole, window: shown, width, inset })
    const present = zoomTransform(element)
    const differs =
      Math.abs(present.x - wanted.x) > 0.01 || Math.abs(present.k / wanted.k - 1) > 1e-6
    if (differs) behaviour.current.transform(select(element), wanted)
  }, [canvas, behaviour, domainFrom, domainTo, windowFrom, windowTo, width, inset])
}

function windowOf(transform: ZoomTransform, { domain, width, inset = 0 }: LaneZoom): Window {
  const whole = domain.to - domain.from
  const from = domain.from + ((transform.invertX(inset) - inset) / width) * whole
  return { from, to: from + whole / transform.k }
}

interface Frame {
  readonly domain: Window
  readonly window: Window
  readonly width: number
  readonly inset: number
}

/** Base pixel p of the canvas shows at `k · p + x`; the first byte of the window shows at the inset. */
function transformOf({ domain, window, width, inset }: Frame): ZoomTransform {
  const whole = domain.to - domain.from
  const scale = whole / (window.to - window.from)
  const base = inset + ((window.from - domain.from) / whole) * width
  return zoomIdentity.translate(inset - scale * base, 0).scale(scale)
}

/** A wheel that is turned with Shift, or a swipe to the side. */
function isSideways(event: WheelEvent): boolean {
  return !event.ctrlKey && (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))
}

function isFreeTouch(event: Event, isGrabbed: LaneZoom['isGrabbed']): boolean {
  if (!('touches' in event) || !(event.touches instanceof TouchList)) return true
  const [touch] = event.touches
  return event.touches.length > 1 || touch === undefined || !isGrabbed(touch.clientX, touch.clientY)
}
