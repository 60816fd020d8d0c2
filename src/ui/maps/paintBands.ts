import type { Band } from '../../map/bands.ts'
import { bytesOf } from '../../core/registry/dtype.ts'
import type { FactoryId } from '../../core/registry/factory.ts'
import type { Entry } from '../../core/registry/entry.ts'
import type { KernelPlace } from '../../core/layout/kernelLayout.ts'
import type { Preferences } from '../../store/state.ts'
import { inUnits } from '../figures.ts'
import { fitText, textWidth } from './fitText.ts'
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
  /** Bytes that the entry takes. */
  readonly sizeBytes: number
  readonly isLabelled: boolean
}

const PALE = 0.3
const LABEL_FONT_PIXELS = 11.5

/** One segment or bar with its name and size where they fit. */
export function paintPiece(brush: Brush, piece: Piece): void {
  const { context, palette } = brush
  const colour = palette.factories[brush.hueOf(ownerOf(piece))] ?? palette.muted
  if (piece.band.kind === 'bar') {
    paintBar(brush, piece, colour)
    return
  }
  const isRegion = piece.entry?.kind === 'child-region'
  const box = boxOf(brush, piece)
  context.beginPath()
  context.roundRect(box.left, box.top, box.width, box.height, radiusOf(brush, box.width))
  if (piece.band.level > 0) fillAlias(brush, box, colour)
  else if (isRegion) fillRegion(brush, colour)
  else {
    context.fillStyle = colour
    context.fill()
    if (palette.isForced) strokeWith(brush, palette.ink)
  }
  if (piece.isLabelled) paintLabel(brush, piece, box)
}

/** A region is drawn in the hue of the child that it is reserved for. */
function ownerOf({ place, entry }: Piece): FactoryId {
  if (entry?.kind !== 'child-region') return place.factory.id
  const edge = place.factory.children.find((child) => child.name === entry.child)
  return edge?.factory ?? place.factory.id
}

interface Box extends Strip {
  readonly left: number
  readonly width: number
}

/** Neighbours are told apart by a device pixel of space, where there is room for it. */
function boxOf(brush: Brush, { band, top, height }: Piece): Box {
  const width = band.right - band.left
  const space = width > 4 * brush.density ? brush.density : width > 2 ? 1 : 0
  return { left: band.left, top, width: width - space, height }
}

function radiusOf(brush: Brush, width: number): number {
  return width > 8 * brush.density ? 2.5 * brush.density : 0
}

/** More of the pixel covered, more of the colour. */
function paintBar(brush: Brush, { band, top, height }: Piece, colour: string): void {
  const { context, palette } = brush
  context.globalAlpha = 0.35 + 0.65 * band.density
  context.fillStyle = palette.isForced ? palette.ink : colour
  context.fillRect(band.left, top, band.right - band.left, height)
  context.globalAlpha = 1
}

/** Reserved, not used: pale and outlined. */
function fillRegion(brush: Brush, colour: string): void {
  const { context, palette } = brush
  context.globalAlpha = PALE
  context.fillStyle = colour
  context.fill()
  context.globalAlpha = 1
  strokeWith(brush, palette.isForced ? palette.ink : colour)
}

/** Storage of another: hatched and outlined over its host. */
function fillAlias(brush: Brush, box: Box, colour: string): void {
  const { context, palette, density } = brush
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
  context.beginPath()
  context.roundRect(box.left, box.top, box.width, box.height, radiusOf(brush, box.width))
  strokeWith(brush, palette.ink)
}

function strokeWith({ context, density }: Brush, colour: string): void {
  context.strokeStyle = colour
  context.lineWidth = density
  context.stroke()
}

/** Name on the left, size on the right; the name goes first, since the tooltip tells both. */
function paintLabel(brush: Brush, piece: Piece, box: Box): void {
  const { context, palette, density } = brush
  const { entry } = piece
  const padding = 6 * density
  // A segment that begins left of the map is labelled at the edge.
  const left = Math.max(0, box.left) + padding
  const right = Math.min(context.canvas.width, box.left + box.width) - padding
  if (entry === null || right - left < 12 * density) return
  const middle = box.top + labelMiddle(box.height, density, piece.band.level)
  context.textBaseline = 'middle'
  context.fillStyle = palette.ink
  setFont(brush, 'words')
  const name = entry.kind === 'child-region' ? entry.child : entry.name
  const shown = fitText(context, name, right - left)
  if (shown === null) return
  context.textAlign = 'left'
  if (piece.band.level > 0) haloText(brush, shown, { left, middle })
  context.fillText(shown, left, middle)
  if (shown !== name) return
  const end = left + textWidth(context, name) + padding * 1.5
  paintSize(brush, piece, { end, right, middle })
}

function paintSize(
  brush: Brush,
  piece: Piece,
  { end, right, middle }: { readonly end: number; readonly right: number; readonly middle: number },
): void {
  const { context, palette } = brush
  if (piece.band.level > 0) return
  setFont(brush, 'figures')
  const isLocal = piece.place.layout.spaces[piece.band.entry] === 2
  const dtype = isLocal && piece.entry !== null ? piece.entry.dtype : piece.place.factory.precision
  const size = inUnits(piece.sizeBytes, bytesOf(dtype), brush.preferences)
  if (right - end < textWidth(context, size)) return
  context.textAlign = 'right'
  context.globalAlpha = 0.78
  context.fillStyle = palette.ink
  context.fillText(size, right, middle)
  context.globalAlpha = 1
}

/** Rows with aliases are taller, and a host is labelled above them. */
function labelMiddle(height: number, density: number, level: number): number {
  const usual = 26 * density
  return level === 0 && height > usual ? usual / 2 : height / 2
}

function haloText(
  { context, palette, density }: Brush,
  text: string,
  { left, middle }: { readonly left: number; readonly middle: number },
): void {
  context.strokeStyle = palette.panel
  context.lineWidth = 3 * density
  context.lineJoin = 'round'
  context.strokeText(text, left, middle)
}

function setFont({ context, palette, density }: Brush, face: 'words' | 'figures'): void {
  const size = face === 'words' ? LABEL_FONT_PIXELS : LABEL_FONT_PIXELS - 0.5
  context.font = `${face === 'words' ? 500 : 400} ${size * density}px ${palette[face]}`
}
