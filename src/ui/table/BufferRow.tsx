import type { KernelLayout } from '../../core/layout/kernelLayout.ts'
import { bytesOf } from '../../core/registry/dtype.ts'
import type { Registry } from '../../core/registry/registry.ts'
import { LOCATION_WORDS } from '../../core/registry/location.ts'
import { sameRef, type Preferences, type Ref } from '../../store/state.ts'
import { hueOf } from '../factoryColour.ts'
import { figure, inUnits } from '../figures.ts'
import { LocationGlyph } from '../location.tsx'
import { factoryPath, type Column, type TableRow } from './tableRows.ts'

interface Props {
  readonly registry: Registry
  readonly kernel: KernelLayout
  readonly row: TableRow
  readonly index: number
  /** Pixels from the top of the table's body. */
  readonly start: number
  readonly selection: readonly Ref[]
  readonly hover: Ref | null
  readonly isActive: boolean
  readonly preferences: Preferences
  readonly onPick: (index: number, isAdding: boolean) => void
  readonly onHover: (ref: Ref | null) => void
}

/** One buffer at one place. */
export function BufferRow({ registry, kernel, row, index, preferences, ...props }: Props) {
  const { place, placement } = row
  const { entry } = placement
  const ref = { factory: place.factory.id, name: entry.name }
  const figures = figuresOf(row, preferences)
  return (
    <div
      id={`table-row-${index}`}
      className="table__row"
      role="row"
      aria-rowindex={index + 2}
      aria-selected={props.selection.some((other) => sameRef(other, ref))}
      data-hovered={sameRef(props.hover, ref) ? '' : undefined}
      data-active={props.isActive ? '' : undefined}
      style={{ top: props.start }}
      onClick={(event) => props.onPick(index, event.ctrlKey || event.metaKey || event.shiftKey)}
      onPointerEnter={() => props.onHover(ref)}
      onPointerLeave={() => props.onHover(null)}
    >
      <span role="gridcell" className="table__cell" data-column="name">
        <span
          className="table__hue"
          style={{ background: `var(--factory-${hueOf(registry, place.factory.id)})` }}
        />
        {entry.name}
      </span>
      <span role="gridcell" className="table__cell muted" data-column="factory">
        <Path text={factoryPath(kernel, place)} />
      </span>
      <span role="gridcell" className="table__cell" data-column="location">
        <LocationGlyph location={placement.space} />
        {LOCATION_WORDS[placement.space]}
        {placement.host === null ? null : <span className="muted"> in {placement.host}</span>}
      </span>
      <span role="gridcell" className="table__cell" data-column="dtype">
        {entry.dtype}
      </span>
      {figures.map(([column, text]) => (
        <span key={column} role="gridcell" className="table__cell figure" data-column={column}>
          {text}
        </span>
      ))}
    </div>
  )
}

/** A path, or where that does not fit its last name behind a slash. */
function Path({ text }: { readonly text: string }) {
  const end = text.lastIndexOf(' / ') + 1
  return (
    <span className="table__path" title={text}>
      <span className="table__above">{text.slice(0, end)}</span>
      <span className="table__last">{text.slice(end)}</span>
    </span>
  )
}

/** Sizes and addresses in the user's units; a local array has no address. */
function figuresOf(
  { place, placement, slice }: TableRow,
  preferences: Preferences,
): readonly (readonly [Column, string])[] {
  const { entry, offset, extent } = placement
  const { radix } = preferences
  const elementBytes = bytesOf(place.factory.precision)
  const start = slice.offsetBytes
  const ownBytes = placement.space === 'local' ? bytesOf(entry.dtype) : elementBytes
  const inRun = (bytes: number) => inUnits(bytes, elementBytes, preferences)
  const own = (elements: number) => inUnits(elements * ownBytes, ownBytes, preferences)
  return [
    ['size', own(entry.size)],
    ['slice', start === null ? '–' : `[${own(offset)}:${own(offset + extent)}]`],
    ['absolute', start === null ? '–' : `[${inRun(start)}:${inRun(start + slice.sizeBytes)}]`],
    ['bytes', figure(slice.sizeBytes, radix)],
  ]
}
