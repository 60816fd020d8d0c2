import { useLayoutEffect, useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { shallow } from 'zustand/shallow'
import { bandsOf } from '../../map/bands.ts'
import { isDrawnAlike } from '../../map/sameLane.ts'
import type { Scene, SceneLane } from '../../map/scene.ts'
import { panned, within, zoomed, type Window } from '../../map/window.ts'
import { structureOf, type Registry } from '../../core/registry/registry.ts'
import { LOCATION_WORDS, type ArenaLocation } from '../../core/registry/location.ts'
import type { Preferences } from '../../store/state.ts'
import { inUnits } from '../figures.ts'
import { huesOf } from '../factoryColour.ts'
import { useLate } from '../useLate.ts'
import { usePalette, type Palette } from './palette.ts'
import { useSize, type Size } from './useSize.ts'
import './Minimap.css'

interface Props {
  readonly scene: Scene
  readonly registry: Registry
  readonly location: ArenaLocation
  readonly domain: Window
  readonly window: Window
  readonly elementBytes: number
  readonly preferences: Preferences
  readonly onWindow: (window: Window) => void
}

/** Rows that are told apart in so few pixels. */
const MOST_ROWS = 4
const HEIGHT = 16
const EDGE_PIXELS = 6

/** The whole memory, with a brush over the part that is in sight: drag it, drag its edges, or use the arrows. */
export function Minimap(props: Props) {
  const { scene, registry, location, domain, window, elementBytes, preferences } = props
  const frame = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const size = useSize(frame)
  const palette = usePalette()
  const painted = useRef<Overview | null>(null)
  // An edit is painted in the lanes first.
  const lane = scene.lanes[location]
  const late = useLate(useMemo(() => ({ lane, registry, domain }), [lane, registry, domain]))
  const scale = size.width / (domain.to - domain.from)

  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d') ?? null
    if (context === null || size.width === 0) return
    const next = { ...late, size, palette }
    if (painted.current === null || !isLike(painted.current, next)) paintMinimap(context, next)
    painted.current = next
  })

  function press(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0) return
    const box = event.currentTarget.getBoundingClientRect()
    const at = domain.from + (event.clientX - box.left) / scale
    const edge = edgeAt(window, at, EDGE_PIXELS / scale)
    const isInside = at >= window.from && at <= window.to
    const start = isInside || edge !== null ? window : centred(window, domain, at)
    if (start !== window) props.onWindow(start)
    event.currentTarget.setPointerCapture(event.pointerId)
    held.current = { x: event.clientX, window: start, edge }
  }
  const held = useRef<Held | null>(null)

  function move(event: PointerEvent): void {
    if (held.current === null) return
    const bytes = (event.clientX - held.current.x) / scale
    props.onWindow(brushed(held.current, domain, bytes))
  }

  function key(event: KeyboardEvent): void {
    const next = windowOfKey(event.key, window, domain)
    if (next === null) return
    event.preventDefault()
    props.onWindow(next)
  }

  const text = (bytes: number) => inUnits(Math.round(bytes), elementBytes, preferences)
  return (
    <div className="minimap">
      <p className="minimap__caption" aria-hidden="true">
        {LOCATION_WORDS[location]}, overview
      </p>
      <div
        className="minimap__frame"
        ref={frame}
        role="slider"
        tabIndex={0}
        aria-label={`Part of ${LOCATION_WORDS[location]} memory in sight`}
        aria-valuemin={Math.round(domain.from)}
        aria-valuemax={Math.round(domain.to)}
        aria-valuenow={Math.round(window.from)}
        aria-valuetext={`${text(window.from)} to ${text(window.to)}`}
        onPointerDown={press}
        onPointerMove={move}
        onPointerUp={() => (held.current = null)}
        onPointerCancel={() => (held.current = null)}
        onKeyDown={key}
      >
        <canvas ref={canvas} className="minimap__canvas" />
        <div
          className="minimap__brush"
          style={{
            left: (window.from - domain.from) * scale,
            width: Math.max(4, (window.to - window.from) * scale),
          }}
        />
      </div>
    </div>
  )
}

interface Overview extends Pick<Props, 'registry' | 'domain'> {
  readonly lane: SceneLane
  readonly size: Size
  readonly palette: Palette
}

/** Whether one picture shows the other. */
function isLike(a: Overview, b: Overview): boolean {
  return (
    a.size === b.size &&
    a.palette === b.palette &&
    shallow(a.domain, b.domain) &&
    structureOf(a.registry) === structureOf(b.registry) &&
    isDrawnAlike(a.lane, b.lane)
  )
}

/** All rows on top of each other: what a region reserves shows where nothing was put into it. */
function paintMinimap(context: CanvasRenderingContext2D, overview: Overview): void {
  const { lane, registry, domain, size, palette } = overview
  context.canvas.width = Math.round(size.width * size.density)
  context.canvas.height = Math.round(HEIGHT * size.density)
  const { width, height } = context.canvas
  const hue = huesOf(registry)
  const sight = { ...domain, pixels: width, narrow: 1.5 }
  for (let row = 0; row < Math.min(MOST_ROWS, lane.rows.length); row++)
    for (const band of bandsOf(lane, row, sight)) {
      const place = lane.places[band.place]
      if (place === undefined || band.level > 0) continue
      const isRegion = place.factory.entries[band.entry]?.kind === 'child-region'
      context.globalAlpha = isRegion ? 0.3 : 1
      context.fillStyle = colourOf(palette, hue(place.factory.id))
      context.fillRect(band.left, 0, band.right - band.left, height)
    }
  context.globalAlpha = 1
}

function colourOf(palette: Palette, hue: number): string {
  return palette.isForced ? palette.ink : (palette.factories[hue] ?? palette.muted)
}

/** A brush that is being dragged: as a whole, or by an edge. */
interface Held {
  readonly x: number
  readonly window: Window
  readonly edge: 'from' | 'to' | null
}

const SMALLEST_BYTES = 8

function brushed({ window, edge }: Held, domain: Window, bytes: number): Window {
  switch (edge) {
    case null:
      return panned(window, domain, bytes)
    case 'from': {
      const from = Math.min(window.from + bytes, window.to - SMALLEST_BYTES)
      return { ...window, from: Math.max(domain.from, from) }
    }
    case 'to': {
      const to = Math.max(window.to + bytes, window.from + SMALLEST_BYTES)
      return { ...window, to: Math.min(domain.to, to) }
    }
  }
}

/** An edge that is under the pointer; those of the whole domain too, so that a brush can be begun. */
function edgeAt(window: Window, at: number, reach: number): Held['edge'] {
  if (Math.abs(at - window.from) <= reach) return 'from'
  return Math.abs(at - window.to) <= reach ? 'to' : null
}

function centred(window: Window, domain: Window, at: number): Window {
  const half = (window.to - window.from) / 2
  return within({ from: at - half, to: at + half }, domain)
}

function windowOfKey(key: string, window: Window, domain: Window): Window | null {
  const width = window.to - window.from
  const about = (window.from + window.to) / 2
  const moves: ReadonlyMap<string, () => Window> = new Map([
    ['ArrowLeft', () => panned(window, domain, -width * 0.1)],
    ['ArrowRight', () => panned(window, domain, width * 0.1)],
    ['ArrowUp', () => zoomed(window, domain, { factor: 1 / 1.25, about })],
    ['ArrowDown', () => zoomed(window, domain, { factor: 1.25, about })],
    ['PageUp', () => panned(window, domain, -width)],
    ['PageDown', () => panned(window, domain, width)],
    ['Home', () => panned(window, domain, domain.from - window.from)],
    ['End', () => panned(window, domain, domain.to - window.to)],
  ])
  return moves.get(key)?.() ?? null
}
