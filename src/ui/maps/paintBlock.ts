import { bandsOf, type Band } from '../../map/bands.ts'
import { bankInRun, bankShare, RUN_PIXELS, type BlockRows } from '../../map/block.ts'
import type { Spot } from '../../map/locate.ts'
import type { SceneLane } from '../../map/scene.ts'
import type { Window } from '../../map/window.ts'
import { entryIn, opaque, paintPiece, type Brush } from './paintBands.ts'

export interface BlockPicture {
  readonly lane: SceneLane
  readonly block: BlockRows
  readonly window: Window
  /** CSS pixels; the first `gutter` of them hold the numbers of the runs. */
  readonly width: number
  readonly height: number
  readonly gutter: number
  readonly scrollTop: number
  /** Colours words by their bank, and not by whose they are. */
  readonly showsBanks: boolean
  readonly marked: readonly Spot[]
}

/** Words narrower than this are too fine to be told apart by bank. */
export const LEAST_WORD_PIXELS = 1.5
const NUMBERED_WORD_PIXELS = 17

/** Paints the runs that are in sight: what one run holds is found once, and drawn for each. */
export function paintBlock(brush: Brush, picture: BlockPicture): void {
  const { context, density } = brush
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, context.canvas.width, context.canvas.height)
  const pixels = Math.round((picture.width - picture.gutter) * density)
  const sight = { ...picture.window, pixels, narrow: 1.5 * density }
  const bands = picture.lane.rows.flatMap((_, row) => bandsOf(picture.lane, row, sight))
  const first = Math.floor(picture.scrollTop / RUN_PIXELS)
  const end = Math.ceil((picture.scrollTop + picture.height) / RUN_PIXELS)
  for (let run = first; run < Math.min(end, picture.block.runs); run++) {
    const top = (run * RUN_PIXELS - picture.scrollTop) * density
    paintNumber(brush, run, top)
    context.setTransform(1, 0, 0, 1, picture.gutter * density, 0)
    context.save()
    context.beginPath()
    context.rect(0, top, pixels, (RUN_PIXELS - 1) * density)
    context.clip()
    if (picture.showsBanks) paintBanks(brush, picture, { run, top })
    else for (const band of bands) paintRunBand(brush, picture.lane, { band, top })
    opaque(brush)
    paintPadding(brush, picture, top)
    paintMarks(brush, picture, { run, top })
    context.restore()
    context.setTransform(1, 0, 0, 1, 0, 0)
  }
}

function paintNumber({ context, palette, density }: Brush, run: number, top: number): void {
  context.font = `400 ${9.5 * density}px ${palette.figures}`
  context.fillStyle = palette.muted
  context.textAlign = 'right'
  context.textBaseline = 'middle'
  context.fillText(String(run), 26 * density, top + (RUN_PIXELS / 2) * density)
}

function paintRunBand(
  brush: Brush,
  lane: SceneLane,
  { band, top }: { readonly band: Band; readonly top: number },
): void {
  const place = lane.places[band.place]
  if (place === undefined) return
  // Names do not fit into so low a row; the tooltip tells them.
  const height = (RUN_PIXELS - 1) * brush.density
  paintPiece(brush, { band, place, entry: entryIn(place, band), top, height })
}

/** One cell a word, lighter to darker from bank 0 to bank 31: equal columns are a conflict. */
function paintBanks(
  brush: Brush,
  picture: BlockPicture,
  { run, top }: { readonly run: number; readonly top: number },
): void {
  const { context, palette, density } = brush
  const { window, block } = picture
  const x = xIn(brush, picture)
  const wordPixels = x(4) - x(0)
  if (wordPixels < LEAST_WORD_PIXELS * density) return
  const first = Math.max(0, Math.floor(window.from / 4))
  const end = Math.min(block.strideWords, Math.ceil(window.to / 4))
  const height = (RUN_PIXELS - 1) * density
  context.font = `400 ${9 * density}px ${palette.figures}`
  context.textAlign = 'center'
  for (let word = first; word < end; word++) {
    const bank = bankInRun(block, run, word)
    const left = Math.round(x(word * 4))
    const right = Math.round(x(word * 4 + 4))
    context.globalAlpha = 0.08 + 0.8 * bankShare(bank)
    context.fillStyle = palette.accent
    context.fillRect(left, top, right - left - (wordPixels > 6 * density ? 1 : 0), height)
    context.globalAlpha = 1
    if (wordPixels < NUMBERED_WORD_PIXELS * density) continue
    context.fillStyle = bankShare(bank) > 0.55 ? palette.background : palette.ink
    context.fillText(String(bank), (left + right) / 2, top + height / 2)
  }
}

/** The word that keeps strides odd: crossed out, since nothing may lie there. */
function paintPadding(brush: Brush, picture: BlockPicture, top: number): void {
  const { context, palette, density } = brush
  const { block } = picture
  if (block.padWords === 0) return
  const x = xIn(brush, picture)
  const right = Math.round(x(block.strideWords * 4))
  const left = Math.min(
    right - Math.max(1, 2 * density),
    Math.round(x((block.strideWords - block.padWords) * 4)),
  )
  const height = (RUN_PIXELS - 1) * density
  context.fillStyle = palette.background
  context.fillRect(left, top, right - left, height)
  context.strokeStyle = palette.muted
  context.lineWidth = density
  context.beginPath()
  const step = 4 * density
  for (let at = left - height; at < right; at += step) {
    context.moveTo(Math.max(left, at), top + height - Math.max(0, left - at))
    context.lineTo(at + height, top)
  }
  context.save()
  context.clip(rectangle(left, top, { width: right - left, height }))
  context.stroke()
  context.restore()
}

function rectangle(
  left: number,
  top: number,
  { width, height }: { readonly width: number; readonly height: number },
): Path2D {
  const path = new Path2D()
  path.rect(left, top, width, height)
  return path
}

/** One frame about all runs: its sides in each, its ends in the first and the last. */
function paintMarks(
  brush: Brush,
  picture: BlockPicture,
  { run, top }: { readonly run: number; readonly top: number },
): void {
  const { context, palette, density } = brush
  const x = xIn(brush, picture)
  const [line, height] = [2 * density, (RUN_PIXELS - 1) * density]
  context.fillStyle = palette.accent
  for (const spot of picture.marked) {
    const left = Math.round(x(spot.startBytes))
    const width = Math.max(2 * line, Math.round(x(spot.endBytes)) - left)
    context.fillRect(left, top, line, height)
    context.fillRect(left + width - line, top, line, height)
    if (run === 0) context.fillRect(left, top, width, line)
    if (run === picture.block.runs - 1) context.fillRect(left, top + height - line, width, line)
  }
}

function xIn({ density }: Brush, { window, width, gutter }: BlockPicture) {
  const scale = ((width - gutter) * density) / (window.to - window.from)
  return (bytes: number) => (bytes - window.from) * scale
}
