import type { Entry } from '../../core/registry/entry.ts'
import { bytesOf } from '../../core/registry/dtype.ts'
import { inUnits } from '../figures.ts'
import { fitText, textWidth } from './fitText.ts'
import type { Box, Brush, Piece } from './paintBands.ts'

/** A segment's size with the room that its name leaves. */
export interface SizeLabel {
  readonly piece: Piece
  readonly left: number
  readonly right: number
  readonly middle: number
}

/** Names and sizes of the segments of one picture. A change of font costs more than a text. */
export interface Labels {
  /** The name on the left, as much of it as fits; the size waits for `paintSizes`. */
  readonly paintName: (piece: Piece, box: Box) => void
  /** Each size on the right of its name, where there is room for it: the name goes first. */
  readonly paintSizes: () => void
}

const FONT_PIXELS = 11.5

/** Labels for a picture whose other strokes set no font. */
export function labelsOf(brush: Brush): Labels {
  const { context, palette, density } = brush
  const names = `500 ${FONT_PIXELS * density}px ${palette.words}`
  const figures = `400 ${(FONT_PIXELS - 0.5) * density}px ${palette.figures}`
  const padding = 6 * density
  const sizes: SizeLabel[] = []
  context.font = names
  context.textBaseline = 'middle'
  context.textAlign = 'left'

  return {
    paintName: (piece, box) => {
      const { entry, band } = piece
      // A segment that begins left of the map is labelled at the edge.
      const left = Math.max(0, box.left) + padding
      const right = Math.min(context.canvas.width, box.left + box.width) - padding
      if (entry === null || right - left < 12 * density) return
      const middle = box.top + labelMiddle(box.height, density, band.level)
      const name = nameOf(entry)
      const shown = fitText({ context, font: names }, name, right - left)
      if (shown === null) return
      if (band.level > 0) haloText(brush, shown, { left, middle })
      context.fillStyle = palette.ink
      context.fillText(shown, left, middle)
      if (shown !== name || band.level > 0) return
      const end = left + textWidth({ context, font: names }, name) + padding * 1.5
      sizes.push({ piece, left: end, right, middle })
    },
    paintSizes: () => {
      context.font = figures
      context.textAlign = 'right'
      context.fillStyle = palette.ink
      context.globalAlpha = 0.78
      for (const { piece, left, right, middle } of sizes) {
        const text = sizeText(piece, brush)
        if (right - left >= textWidth({ context, font: figures }, text))
          context.fillText(text, right, middle)
      }
      context.globalAlpha = 1
    },
  }
}

function nameOf(entry: Entry): string {
  return entry.kind === 'child-region' ? entry.child : entry.name
}

function sizeText({ band, place, entry }: Piece, { preferences }: Brush): string {
  const isLocal = place.layout.spaces[band.entry] === 2
  const dtype = isLocal && entry !== null ? entry.dtype : place.factory.precision
  const elementBytes = bytesOf(dtype)
  const extent = place.layout.extents[band.entry] ?? 0
  return inUnits(extent * elementBytes, elementBytes, preferences)
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
