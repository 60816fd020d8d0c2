import type { FactoryId } from '../../core/registry/factory.ts'
import type { Bar, BarPlace, ChangedNames } from './arenaBars.ts'

/** Height of a side's bar and of the space between both, in CSS pixels. */
export const BAR = 14
export const GAP = 2

export interface BarsPicture {
  /** Before above after. */
  readonly sides: readonly Bar[]
  readonly changed: ChangedNames
  /** Bytes that the width stands for. */
  readonly endBytes: number
  /** CSS pixels. */
  readonly width: number
  readonly ground: string
  readonly colourOf: (factory: FactoryId) => string
}

/** Both sides on the same addresses; what changed in full colour, what did not pale. */
export function paintBars(context: CanvasRenderingContext2D, picture: BarsPicture): void {
  for (const [side, { places }] of picture.sides.entries()) {
    const y = side * (BAR + GAP)
    context.globalAlpha = 1
    context.fillStyle = picture.ground
    context.fillRect(0, y, picture.width, BAR)
    const shows = pixelFilter()
    for (const place of places) paintPlace(context, picture, { place, y, shows })
  }
}

interface PaintedPlace {
  readonly place: BarPlace
  readonly y: number
  readonly shows: PixelFilter
}

/** Never thinner than a pixel, so that a small change is seen too. */
function paintPlace(
  context: CanvasRenderingContext2D,
  { changed, endBytes, width, colourOf }: BarsPicture,
  { place, y, shows }: PaintedPlace,
): void {
  const scale = width / Math.max(1, endBytes)
  const names = changed.get(place.factory)
  context.fillStyle = colourOf(place.factory)
  for (const { entries, starts, ends } of place.levels)
    for (let k = 0; k < entries.length; k++) {
      const entry = place.entries[entries[k] ?? 0]
      if (entry?.kind === 'buffer') paint(entry.name, starts[k] ?? 0, ends[k] ?? 0)
    }

  function paint(name: string, start: number, end: number): void {
    const isChanged = names?.has(name) ?? false
    const left = (place.startBytes + start) * scale
    const wide = Math.max(1, (end - start) * scale - 0.5)
    if (wide === 1 && !shows(Math.floor(left), isChanged)) return
    context.globalAlpha = isChanged ? 1 : 0.4
    context.fillRect(left, y, wide, BAR)
  }
}

type PixelFilter = (pixel: number, isChanged: boolean) => boolean

/** Of many segments in one pixel the first shows, and the first that changed: a bar costs by its pixels. */
function pixelFilter(): PixelFilter {
  let last = -1
  let hasChanged = false
  return (pixel, isChanged) => {
    if (pixel === last && (hasChanged || !isChanged)) return false
    last = pixel
    hasChanged = isChanged
    return true
  }
}
