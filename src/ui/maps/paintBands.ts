import type { Band } from '../../map/bands.ts'
import type { FactoryId } from '../../core/registry/factory.ts'
import type { Entry } from '../../core/registry/entry.ts'
import type { KernelPlace } from '../../core/layout/kernelPlaces.ts'
import type { Preferences } from '../../store/state.ts'
import type { Palette } from './palette.ts'

/** A canvas context, and what every stroke on it needs to know. Lengths are device pixels. */
export interface Brush {
  readonly context: CanvasRenderingContext2D
  readonly palette: Palette
  readonly preferences: Preferences
  /** Device pixels to a CSS pixel. */
  readonly density: number
  readonly hueOf: (factory: FactoryId) => number
}

/** A stretch of heights. */
export interface Strip {
  readonly top: number
  readonly height: number
}

export interface Piece extends Strip {
  readonly band: Band
  readonly place: KernelPlace
  readonly entry: Entry | null
}

const PALE = 0.3

/** What a band stands for; null for a bar of whole places. */
export function entryIn({ factory }: KernelPlace, { entry }: Band): Entry | null {
  // A list is slow to ask for what is before its start.
  return entry < 0 ? null : (factory.entries[entry] ?? null)
}

/**
 * One segment or bar; gives where a segment's label has room, null for a bar. A bar leaves the context with
 * its own opacity: `opaque` follows the last piece.
 */
export function paintPiece(brush: Brush, piece: Piece): Box | null {
  const { palette } = brush
  const colour = palette.factories[brush.hueOf(ownerOf(piece))] ?? palette.muted
  if (piece.band.kind === 'bar') {
    paintBar(brush, piece, colour)
    return null
  }
  opaque(brush)
  const box = boxOf(brush, piece)
  if (piece.band.level > 0) fillAlias(brush, box, colour)
  else if (piece.entry?.kind === 'child-region') fillRegion(brush, box, colour)
  else fillOwn(brush, box, colour)
  return box
}

/** A region is drawn in the hue of the child that it is reserved for. */
function ownerOf({ place, entry }: Piece): FactoryId {
  if (entry?.kind !== 'child-region') return place.factory.id
  const edge = place.factory.children.find((child) => child.name === entry.child)
  return edge?.factory ?? place.factory.id
}

export interface Box extends Strip {
  readonly left: number
  readonly width: number
}

/** Neighbours are told apart by a device pixel of space, where there is room for it. */
function boxOf(brush: Brush, { band, top, height }: Piece): Box {
  const width = band.right - band.left
  const space = width > 4 * brush.density ? brush.density : width > 2 ? 1 : 0
  return { left: band.left, top, width: width - space, height }
}

/** The path of a segment: with round corners, where it is wide enough for them. */
function trace(brush: Brush, box: Box): void {
  const { context } = brush
  context.beginPath()
  context.roundRect(box.left, box.top, box.width, box.height, radiusOf(brush, box.width))
}

function radiusOf(brush: Brush, width: number): number {
  return width > 8 * brush.density ? 2.5 * brush.density : 0
}

/** More of the pixel covered, more of the colour. */
function paintBar(brush: Brush, { band, top, height }: Piece, colour: string): void {
  const { context, palette } = brush
  // A colour with its opacity in one text would be parsed anew for each bar.
  context.globalAlpha = 0.35 + 0.65 * band.density
  context.fillStyle = palette.isForced ? palette.ink : colour
  context.fillRect(band.left, top, band.right - band.left, height)
}

/** Ends the opacity of bars. */
export function opaque({ context }: Brush): void {
  context.globalAlpha = 1
}

function fillOwn(brush: Brush, box: Box, colour: string): void {
  const { context, palette } = brush
  context.fillStyle = colour
  if (radiusOf(brush, box.width) === 0 && !palette.isForced) {
    context.fillRect(box.left, box.top, box.width, box.height)
    return
  }
  trace(brush, box)
  context.fill()
  if (palette.isForced) strokeWith(brush, palette.ink)
}

/** Reserved, not used: pale and outlined. */
function fillRegion(brush: Brush, box: Box, colour: string): void {
  const { context, palette } = brush
  trace(brush, box)
  context.globalAlpha = PALE
  context.fillStyle = colour
  context.fill()
  context.globalAlpha = 1
  strokeWith(brush, palette.isForced ? palette.ink : colour)
}

/** Storage of another: hatched and outlined over its host. */
function fillAlias(brush: Brush, box: Box, colour: string): void {
  const { context, palette, density } = brush
  trace(brush, box)
  context.fillStyle = palette.panel
  context.globalAlpha = 0.72
  context.fill()
  context.globalAlpha = 1
  context.save()
  context.clip()
  context.beginPath()
  const step = 6 * density
  const end = box.left + Math.min(box.width, 8000)
  for (let x = box.left - box.height; x < end; x += step) {
    context.moveTo(x, box.top + box.height)
    context.lineTo(x + box.height, box.top)
  }
  context.strokeStyle = palette.isForced ? palette.ink : colour
  context.lineWidth = density
  context.stroke()
  context.restore()
  trace(brush, box)
  strokeWith(brush, palette.ink)
}

function strokeWith({ context, density }: Brush, colour: string): void {
  context.strokeStyle = colour
  context.lineWidth = density
  context.stroke()
}
