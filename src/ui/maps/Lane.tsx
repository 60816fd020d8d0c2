import { useRef, useState, type PointerEvent } from 'react'
import { ticksOf } from '../../map/axis.ts'
import { firstLimit, type CapacityLine } from '../../map/capacity.ts'
import type { Hit } from '../../map/hit.ts'
import type { Spot } from '../../map/locate.ts'
import { rowsOf } from '../../map/rows.ts'
import type { Scene, SceneLane } from '../../map/scene.ts'
import { panned, type Window } from '../../map/window.ts'
import type { Location } from '../../core/registry/location.ts'
import type { Registry } from '../../core/registry/registry.ts'
import type { Preferences } from '../../store/state.ts'
import { LANE_ATTRIBUTE } from '../drag/useBufferDrag.ts'
import { spelled } from '../figures.ts'
import { LocationGlyph } from '../location.tsx'
import { aimedAt, type Pointed } from './aim.ts'
import { Axis } from './Axis.tsx'
import { CapacityLabels } from './CapacityLabels.tsx'
import type { LaneFault } from './faults.ts'
import { useLanePainting } from './useLanePainting.ts'
import { useLaneZoom } from './useLaneZoom.ts'
import { useSize } from './useSize.ts'
import './Lane.css'

export interface LaneProps {
  readonly scene: Scene
  readonly location: Location
  readonly registry: Registry
  readonly title: string
  readonly note: string
  readonly total: string
  readonly domain: Window
  readonly window: Window
  readonly elementBytes: number
  readonly preferences: Preferences
  readonly capacity: readonly CapacityLine[]
  readonly selected: readonly Spot[]
  readonly hovered: readonly Spot[]
  readonly dragged: readonly Spot[]
  readonly faults: readonly LaneFault[]
  readonly isStale: boolean
  /** Null while nothing is dragged. */
  readonly target: 'over' | 'possible' | null
  /** Figures under the lane; "above" where the next lane has the same ones. */
  readonly axis: 'none' | 'own' | 'above'
  readonly onWindow: (window: Window) => void
  readonly onPoint: (pointed: Pointed | null) => void
  readonly onPress: (event: PointerEvent, hit: Hit) => void
  readonly onPick: (hit: Hit | null, isAdding: boolean) => void
  readonly onEnter: (hit: Hit) => void
  readonly onKey: (event: React.KeyboardEvent, lane: SceneLane) => void
}

/** Pixels that a lane takes at most; a deeper tree scrolls inside of it. */
const MOST_PIXELS = 334

/** One memory: title, total, the map itself and its axis. Buffers are dropped on any part of it. */
export function Lane(props: LaneProps) {
  const { scene, location, window, domain, elementBytes, preferences } = props
  const lane = scene.lanes[location]
  const frame = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const size = useSize(frame)
  const [scrollTop, setScrollTop] = useState(0)
  const { height: wholeHeight } = rowsOf(lane)
  const height = Math.min(MOST_PIXELS, wholeHeight)
  const ticks = ticksOf(window, size.width, elementBytes)
  const heading = `lane-${location}`
  const say = (bytes: number) => spelled(bytes, elementBytes, preferences)

  useLanePainting(canvas, { ...props, lane, size, height, scrollTop })

  const pointAt = (clientX: number, clientY: number): Pointed => {
    const box = canvas.current?.getBoundingClientRect()
    const at = { x: clientX - (box?.left ?? 0), y: clientY - (box?.top ?? 0) + scrollTop }
    const view = { lane, window, width: size.width, faults: props.faults }
    return { ...aimedAt(view, at), x: clientX, y: clientY }
  }

  useLaneZoom(canvas, {
    domain,
    window,
    width: size.width,
    onWindow: props.onWindow,
    isGrabbed: (x, y) => pointAt(x, y).hit !== null,
    onPan: (pixels) =>
      props.onWindow(panned(window, domain, (pixels / size.width) * (window.to - window.from))),
  })

  return (
    <section
      className="lane"
      aria-labelledby={heading}
      {...{ [LANE_ATTRIBUTE]: location }}
      data-target={props.target ?? undefined}
      data-axis={props.axis}
    >
      <header className="lane__header">
        <LocationGlyph location={location} />
        <h2 className="lane__title" id={heading}>
          {props.title}
        </h2>
        <span className="lane__note">{props.note}</span>
        <span className="lane__total figure" data-testid={`total-${location}`}>
          {props.total}
        </span>
      </header>
      {props.capacity.some((line) => line.bytes <= domain.to) && (
        <CapacityLabels
          lines={props.capacity}
          usedBytes={lane.totalBytes}
          {...{ window, elementBytes, preferences }}
          width={size.width}
        />
      )}
      <div
        className="lane__scroll"
        ref={frame}
        style={{ height }}
        onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
      >
        <div className="lane__rows" style={{ height: wholeHeight }}>
          <canvas
            ref={canvas}
            className="lane__canvas"
            style={{ height }}
            tabIndex={0}
            role="application"
            aria-roledescription="memory map"
            aria-label={`Map of ${props.title}, ${props.total}${overWords(props.capacity, lane, say)}`}
            aria-describedby="map-keys"
            onPointerMove={(event) => props.onPoint(pointAt(event.clientX, event.clientY))}
            onPointerLeave={() => props.onPoint(null)}
            onPointerDown={(event) => {
              const { hit } = pointAt(event.clientX, event.clientY)
              if (hit !== null) props.onPress(event, hit)
            }}
            onClick={(event) => {
              const isAdding = event.ctrlKey || event.metaKey || event.shiftKey
              props.onPick(pointAt(event.clientX, event.clientY).hit, isAdding)
            }}
            onDoubleClick={(event) => {
              const { hit } = pointAt(event.clientX, event.clientY)
              if (hit !== null) props.onEnter(hit)
            }}
            onKeyDown={(event) => props.onKey(event, lane)}
          />
        </div>
      </div>
      {props.axis !== 'none' && (
        <Axis {...{ window, ticks, elementBytes, preferences }} width={size.width} />
      )}
    </section>
  )
}

/** What the tint behind a limit says; nothing where none is passed. */
function overWords(
  capacity: readonly CapacityLine[],
  { totalBytes }: SceneLane,
  say: (bytes: number) => string,
): string {
  const limit = firstLimit(capacity)
  return limit === undefined || totalBytes <= limit.bytes
    ? ''
    : `, ${say(Math.ceil(totalBytes - limit.bytes))} over the line “${limit.label}”`
}
