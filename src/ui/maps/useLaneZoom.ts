import { select } from 'd3-selection'
import { zoom, zoomIdentity, zoomTransform, type D3ZoomEvent, type ZoomTransform } from 'd3-zoom'
import { useEffect, useEffectEvent, useRef, type RefObject } from 'react'
import type { Window } from '../../map/window.ts'

export interface LaneZoom {
  readonly domain: Window
  readonly window: Window
  /** CSS pixels that the window fills. */
  readonly width: number
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
  const { domain, window, width } = view

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

  useEffect(() => {
    const element = canvas.current
    if (element === null || width === 0) return
    const edges: [[number, number], [number, number]] = [
      [0, 0],
      [width, 1],
    ]
    behaviour.current
      .scaleExtent([1, Math.max(1, (domain.to - domain.from) / CLOSEST_BYTES)])
      .extent(edges)
      .translateExtent(edges)
    const wanted = transformOf({ domain, window, width })
    const present = zoomTransform(element)
    const differs =
      Math.abs(present.x - wanted.x) > 0.01 || Math.abs(present.k / wanted.k - 1) > 1e-6
    if (differs) behaviour.current.transform(select(element), wanted)
  }, [canvas, domain, window, width])
}

function windowOf(transform: ZoomTransform, { domain, width }: LaneZoom): Window {
  const whole = domain.to - domain.from
  const from = domain.from + (-transform.x / transform.k / width) * whole
  return { from, to: from + whole / transform.k }
}

function transformOf({ domain, window, width }: Pick<LaneZoom, 'domain' | 'window' | 'width'>) {
  const whole = domain.to - domain.from
  const scale = whole / (window.to - window.from)
  const left = ((window.from - domain.from) / whole) * width * scale
  return zoomIdentity.translate(-left, 0).scale(scale)
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
