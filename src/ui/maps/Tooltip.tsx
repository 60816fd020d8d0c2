import type { ReactNode } from 'react'
import { kernelSliceAt, pathOf, type KernelSlice } from '../../core/layout/kernelLayout.ts'
import type { KernelPlace } from '../../core/layout/kernelPlaces.ts'
import { placementAt } from '../../core/layout/factoryLayout.ts'
import { bytesOf } from '../../core/registry/dtype.ts'
import { LOCATION_WORDS } from '../../core/registry/location.ts'
import type { CapacityLine } from '../../map/capacity.ts'
import type { Hit } from '../../map/hit.ts'
import { placesOf } from '../../map/locate.ts'
import type { Scene } from '../../map/scene.ts'
import type { Preferences } from '../../store/state.ts'
import { emptyNote } from '../emptyBuffer.ts'
import { figure, rangeText, spelled, withUnit } from '../figures.ts'
import type { Pointed } from './aim.ts'
import './Tooltip.css'

interface Props {
  readonly scene: Scene
  /** The whole run, which absolute offsets are told in. */
  readonly run: Scene
  readonly pointed: Pointed
  readonly preferences: Preferences
  /** Bytes from which a run of the shared lane is over a limit, and which; none in other maps. */
  readonly limit?: CapacityLine | undefined
  /** A line of its own below the facts. */
  readonly children?: ReactNode
}

const EDGE_PIXELS = 280

/** Path, slice, absolute offset and bytes of what the pointer is on. */
export function Tooltip({ scene, run, pointed, preferences, limit, children }: Props) {
  const place = placeInRun(scene, run, pointed.hit)
  const isRight = pointed.x > innerWidth - EDGE_PIXELS
  return (
    <div
      className="tooltip"
      role="tooltip"
      data-side={isRight ? 'left' : 'right'}
      style={{ left: pointed.x, top: pointed.y }}
    >
      {pointed.fault !== null && <p className="tooltip__fault">{pointed.fault.text}</p>}
      {place !== undefined && pointed.hit !== null && (
        <Facts run={run} place={place} entry={pointed.hit.entry} {...{ preferences, limit }} />
      )}
      {children === undefined ? null : <p className="tooltip__more figure">{children}</p>}
    </div>
  )
}

/** Where a factory's own map lies in the run: at its first place, if it has several. */
function placeInRun(scene: Scene, run: Scene, hit: Hit | null): KernelPlace | undefined {
  const shown = scene.places[hit?.place ?? -1]
  if (scene === run || shown === undefined) return shown
  return run.places[placesOf(run, shown.factory.id)[0] ?? -1]
}

interface FactsProps {
  readonly run: Scene
  readonly place: KernelPlace
  readonly entry: number
  readonly preferences: Preferences
  readonly limit: CapacityLine | undefined
}

function Facts({ run, place, entry: index, preferences, limit }: FactsProps) {
  const slice = kernelSliceAt(run, place, index)
  const { entry, offset, extent, space, host } = placementAt(place.layout, index)
  const elementBytes = bytesOf(space === 'local' ? entry.dtype : place.factory.precision)
  const { radix } = preferences
  const rootBytes = bytesOf(run.places[0]?.factory.precision ?? 'float32')
  const range = (startBytes: number, sizeBytes: number) =>
    rangeText({ startBytes, endBytes: startBytes + sizeBytes }, elementBytes, preferences)
  const say = (bytes: number) => spelled(bytes, rootBytes, preferences)
  const over = limit === undefined ? null : limitNote(slice, limit, say)
  const notes = [emptyNote(entry, space), over].filter((note) => note !== null)
  return (
    <>
      <p className="tooltip__path">{pathText(run, place, entry.name)}</p>
      <dl className="tooltip__facts">
        <dt>{LOCATION_WORDS[space]}</dt>
        <dd className="figure">
          {space === 'local'
            ? `${figure(extent, radix)} × ${entry.dtype}`
            : `${range(offset * elementBytes, extent * elementBytes)} ${entry.dtype}`}
        </dd>
        {slice.offsetBytes !== null && (
          <>
            <dt>in the run</dt>
            <dd className="figure">{range(slice.offsetBytes, slice.sizeBytes)}</dd>
          </>
        )}
        <dt>size</dt>
        <dd className="figure">
          {preferences.units === 'bytes'
            ? ''
            : `${withUnit(slice.sizeBytes, elementBytes, preferences)} · `}
          {figure(slice.sizeBytes, radix)} B
        </dd>
        {host !== null && (
          <>
            <dt>lies in</dt>
            <dd>{host}</dd>
          </>
        )}
      </dl>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </>
  )
}

/** What the tint behind it means. */
function limitNote(
  { offsetBytes, sizeBytes, placement }: KernelSlice,
  limit: CapacityLine,
  say: (bytes: number) => string,
) {
  if (offsetBytes === null || placement.space !== 'shared') return null
  const over = offsetBytes + sizeBytes - limit.bytes
  if (over <= 0) return null
  return `Reaches ${say(Math.ceil(over))} over the line “${limit.label}” at ${say(Math.floor(limit.bytes))}.`
}

/** "loop / algorithm / solver / delta"; the middle of a deep path is left out. */
export function pathText(run: Scene, place: KernelPlace, name: string): string {
  const names = [run.places[0]?.factory.id ?? '', ...pathOf(place)]
  const shown = names.length > 7 ? [...names.slice(0, 3), '…', ...names.slice(-3)] : names
  return [...shown, name].join(' / ')
}
