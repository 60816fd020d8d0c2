import { bandsOf, type Band } from '../../map/bands.ts'
import { firstLimit, type CapacityLine } from '../../map/capacity.ts'
import type { Spot } from '../../map/locate.ts'
import { levelInset, rowHeight, rowsBetween, rowsOf } from '../../map/rows.ts'
import type { SceneLane } from '../../map/scene.ts'
import type { Window } from '../../map/window.ts'
import { joinedFaults, type LaneFault, type WrongStretch } from './faults.ts'
import { entryIn, opaque, paintPiece, type Brush, type Strip } from './paintBands.ts'
import { labelsOf, type Labels } from './paintLabels.ts'

/** Everything that a lane shows. */
export interface LanePicture {
  readonly lane: SceneLane
  readonly window: Window
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  /** First pixel in sight of a lane that is taller than its canvas. */
  readonly scrollTop: number
  readonly ticks: readonly number[]
  readonly capacity: readonly CapacityLine[]
  readonly selected: readonly Spot[]
  readonly hovered: readonly Spot[]
  readonly dragged: readonly Spot[]
  readonly faults: readonly LaneFault[]
  /** The verdict is about another layout than the one shown. */
  readonly isStale: boolean
}

const NARROW_PIXELS = 1.5

/** Pixels below a label in its row. */
const FAULT_FOOT = 6

/** Paints a lane anew: the ground, what lies in it, then lines, faults and outlines over it. */
export function paintLane(brush: Brush, picture: LanePicture): void {
  const { context, density } = brush
  const pixels = Math.round(picture.width * density)
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, context.canvas.width, context.canvas.height)
  const { window, lane, scrollTop, height } = picture
  const sight = { ...window, pixels, narrow: NARROW_PIXELS * density }
  paintGround(brush, picture)
  const { first, end } = rowsBetween(lane, scrollTop, scrollTop + height)
  const labels = labelsOf(brush)
  for (let row = first; row < end; row++)
    paintRow(brush, picture, {
      bands: bandsOf(lane, row, sight),
      strip: stripOf(picture, row),
      labels,
    })
  labels.paintSizes()
  paintCapacity(brush, picture)
  for (const fault of joinedFaults(picture.faults)) paintFault(brush, picture, fault)
  for (const spot of picture.dragged) outline(brush, picture, { spot, isSoft: false })
  for (const spot of picture.hovered) outline(brush, picture, { spot, isSoft: true })
  for (const spot of picture.selected) outline(brush, picture, { spot, isSoft: false })
}

/** Grid lines, and what lies behind the end of the run: free, or over a limit. */
function paintGround(brush: Brush, picture: LanePicture): void {
  const { context, palette, density } = brush
  const { lane, capacity } = picture
  const x = xOf(brush, picture)
  const { width, height } = context.canvas
  context.fillStyle = palette.hairline
  for (const tick of picture.ticks) context.fillRect(Math.round(x(tick)), 0, density, height)
  const free = Math.round(x(lane.totalBytes))
  if (lane.location === 'shared' && free < width) {
    context.fillStyle = palette.lane
    context.fillRect(Math.max(0, free), 0, width - Math.max(0, free), height)
  }
  const limit = firstLimit(capacity)
  const over = limit === undefined ? width : Math.max(0, Math.round(x(limit.bytes)))
  if (over >= width) return
  context.globalAlpha = 0.09
  context.fillStyle = palette.bad
  context.fillRect(over, 0, width - over, height)
  context.globalAlpha = 1
}

interface Row {
  readonly bands: readonly Band[]
  /** CSS pixels. */
  readonly strip: Strip
  readonly labels: Labels
}

function paintRow(brush: Brush, { lane }: LanePicture, { bands, strip, labels }: Row): void {
  const { density } = brush
  for (const band of bands) {
    const place = lane.places[band.place]
    if (place === undefined) continue
    const inset = levelInset(band.level)
    const top = Math.round((strip.top + inset) * density)
    const height = (strip.height - inset - (band.level > 0 ? 2 : 0)) * density
    const piece = { band, place, entry: entryIn(place, band), top, height }
    const box = paintPiece(brush, piece)
    if (box !== null) labels.paintName(piece, box)
  }
  opaque(brush)
}

function stripOf({ lane, scrollTop }: LanePicture, row: number): Strip {
  return { top: (rowsOf(lane).tops[row] ?? 0) - scrollTop, height: rowHeight(lane, row) }
}

function paintCapacity(brush: Brush, picture: LanePicture): void {
  const { context, palette, density } = brush
  const x = xOf(brush, picture)
  for (const line of picture.capacity) {
    const at = Math.round(x(line.bytes))
    if (at < 0 || at > context.canvas.width) continue
    context.strokeStyle = palette[line.tone]
    context.lineWidth = 1.5 * density
    context.setLineDash([3 * density, 3 * density])
    context.beginPath()
    context.moveTo(at, 0)
    context.lineTo(at, context.canvas.height)
    context.stroke()
    context.setLineDash([])
  }
}

/** Wrong words: red around them and under the label, which stays readable; two pixels at least. */
function paintFault(brush: Brush, picture: LanePicture, fault: WrongStretch): void {
  const { context, palette, density } = brush
  const x = xOf(brush, picture)
  const left = Math.round(x(fault.startBytes))
  const right = Math.max(left + 2 * density, Math.round(x(fault.endBytes)))
  if (right < 0 || left > context.canvas.width) return
  const top = ((rowsOf(picture.lane).tops[fault.row] ?? 0) - picture.scrollTop) * density
  const height = rowHeight(picture.lane, fault.row) * density
  const [width, line, foot] = [right - left, 2 * density, FAULT_FOOT * density]
  context.globalAlpha = picture.isStale ? 0.35 : 0.9
  context.fillStyle = palette.bad
  if (width <= 2 * line) context.fillRect(left, top, width, height)
  else {
    context.fillRect(left, top + height - foot, width, foot)
    context.fillRect(left, top, width, line)
    context.fillRect(left, top + line, line, height - foot - line)
    context.fillRect(right - line, top + line, line, height - foot - line)
  }
  context.globalAlpha = 1
}

/** Marks a segment by a line of two pixels in the accent colour, wide enough to be seen. */
function outline(
  brush: Brush,
  picture: LanePicture,
  { spot, isSoft }: { readonly spot: Spot; readonly isSoft: boolean },
): void {
  const { context, palette, density } = brush
  const x = xOf(brush, picture)
  const left = Math.round(x(spot.startBytes))
  const right = Math.max(left + 3 * density, Math.round(x(spot.endBytes)))
  if (right < 0 || left > context.canvas.width) return
  const inset = levelInset(spot.level)
  const top = (rowsOf(picture.lane).tops[spot.row] ?? 0) - picture.scrollTop + inset
  const height = rowHeight(picture.lane, spot.row) - inset
  context.strokeStyle = palette.accent
  context.lineWidth = 2 * density
  if (isSoft) context.setLineDash([4 * density, 2 * density])
  context.beginPath()
  context.roundRect(
    left + density,
    (top + 1) * density,
    Math.max(density, right - left - 2 * density),
    (height - 2) * density,
    3 * density,
  )
  context.stroke()
  context.setLineDash([])
}

function xOf({ density }: Brush, { window, width }: LanePicture): (bytes: number) => number {
  const scale = (width * density) / (window.to - window.from)
  return (bytes) => (bytes - window.from) * scale
}
