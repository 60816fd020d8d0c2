import type { FactoryId } from '../../core/registry/factory.ts'
import type { ArenaSegment, ChangedNames } from './arenaSegments.ts'

/** Height of a side's bar and of the space between both, in CSS pixels. */
export const BAR = 14
export const GAP = 2

export interface BarsPicture {
  /** One list a side, before above after. */
  readonly sides: readonly (readonly ArenaSegment[])[]
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
  for (const [side, segments] of picture.sides.entries()) {
    const y = side * (BAR + GAP)
    context.globalAlpha = 1
    context.fillStyle = picture.ground
    context.fillRect(0, y, picture.width, BAR)
    paintSide(context, picture, { segments, y })
  }
}

/** Never thinner than a pixel, so that a small change is seen too. */
function paintSide(
  context: CanvasRenderingContext2D,
  picture: BarsPicture,
  { segments, y }: { readonly segments: readonly ArenaSegment[]; readonly y: number },
): void {
  const { changed, endBytes, width, colourOf } = picture
  const scale = width / Math.max(1, endBytes)
  const shows = pixelFilter()
  for (const { factory, name, startBytes, sizeBytes } of segments) {
    const isChanged = changed.get(factory)?.has(name) ?? false
    const left = startBytes * scale
    const wide = Math.max(1, sizeBytes * scale - 0.5)
    if (wide === 1 && !shows(Math.floor(left), isChanged)) continue
    context.globalAlpha = isChanged ? 1 : 0.4
    context.fillStyle = colourOf(factory)
    context.fillRect(left, y, wide, BAR)
  }
}

/** Of many segments in one pixel the first shows, and the first that changed: a bar costs by its pixels. */
function pixelFilter(): (pixel: number, isChanged: boolean) => boolean {
  let last = -1
  let hasChanged = false
  return (pixel, isChanged) => {
    if (pixel === last && (hasChanged || !isChanged)) return false
    last = pixel
    hasChanged = isChanged
    return true
  }
}
