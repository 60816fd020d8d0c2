import { useRef, useState, type MouseEvent, type PointerEvent } from 'react'
import { ticksOf } from '../../map/axis.ts'
import { firstLimit, type CapacityLine } from '../../map/capacity.ts'
import type { Hit } from '../../map/hit.ts'
import type { Spot } from '../../map/locate.ts'
import { levelInset, rowsOf } from '../../map/rows.ts'
import type { Scene, SceneLane } from '../../map/scene.ts'
import { panned, type Window } from '../../map/window.ts'
import type { Location } from '../../core/registry/location.ts'
import type { Registry } from '../../core/registry/registry.ts'
import type { Preferences } from '../../store/state.ts'
import { LANE_ATTRIBUTE } from '../drag/useBufferDrag.ts'
import { spelled } from '../figures.ts'
import { LocationGlyph } from '../location.tsx'
import { askForMenuAt, isByKey } from '../tree/menuAt.ts'
import { RowMenu } from '../tree/RowMenu.tsx'
import { aimedAt, type Pointed } from './aim.ts'
import { Axis } from './Axis.tsx'
import { CapacityLabels } from './CapacityLabels.tsx'
import type { LaneFault } from './faults.ts'
import { isBufferAt } from './marks.ts'
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
  /** The menu of a segment is asked for. */
  readonly onMenu: (hit: Hit) => void
  readonly onKey: (event: React.KeyboardEvent, lane: SceneLane) => void
}

/** Pixels that a lane takes at most; a deeper tree scrolls inside of it. */
const MOST_PIXELS = 334
/** From the top of a segment down to where its menu opens by key. */
const MENU_PIXELS = 12

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
    isGrabbed: (x, y) => isBufferAt(scene, pointAt(x, y).hit),
    onPan: (pixels) =>
      props.onWindow(panned(window, domain, (pixels / size.width) * (window.to - window.from))),
  })

  function onContextMenu(event: MouseEvent<HTMLCanvasElement>): void {
    if (isByKey(event)) {
      event.preventDefault()
      const [spot] = props.selected
      const box = event.currentTarget.getBoundingClientRect()
      const at = spot === undefined ? null : middleOf(spot, { lane, window, width: size.width })
      // Asked of what is around the map: the selection stays, wherever it is.
      if (at !== null && frame.current !== null)
        askForMenuAt(frame.current, box.left + at.x, box.top + at.y - scrollTop)
      return
    }
    const { hit } = pointAt(event.clientX, event.clientY)
    if (hit === null) event.preventDefault()
    else props.onMenu(hit)
  }

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
      <RowMenu>
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
              onContextMenu={onContextMenu}
              onKeyDown={(event) => props.onKey(event, lane)}
            />
          </div>
        </div>
      </RowMenu>
      {props.axis !== 'none' && (
        <Axis {...{ window, ticks, elementBytes, preferences }} width={size.width} />
      )}
    </section>
  )
}

/** The middle of what is in sight of a segment, in pixels from the top left of the whole lane. */
function middleOf(
  { startBytes, endBytes, row, level }: Spot,
  { lane, window: { from, to }, width }: Sight,
): { readonly x: number; readonly y: number } {
  const inSight = (bytes: number) => Math.max(from, Math.min(to, bytes))
  const middle = (inSight(startBytes) + inSight(endBytes)) / 2
  const top = (rowsOf(lane).tops[row] ?? 0) + levelInset(level)
  return { x: ((middle - from) / (to - from)) * width, y: top + MENU_PIXELS }
}

interface Sight {
  readonly lane: SceneLane
  readonly window: Window
  readonly width: number
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
