import { useLayoutEffect, type RefObject } from 'react'
import { ticksOf } from '../../map/axis.ts'
import type { Registry } from '../../core/registry/registry.ts'
import type { Preferences } from '../../store/state.ts'
import { hueOf } from '../factoryColour.ts'
import { paintLane, type LanePicture } from './paintLane.ts'
import { usePalette } from './palette.ts'
import type { Size } from './useSize.ts'

interface Painting extends Omit<LanePicture, 'width' | 'ticks'> {
  readonly registry: Registry
  readonly size: Size
  readonly elementBytes: number
  readonly preferences: Preferences
}

/**
 * Keeps a canvas painted with its lane. Where nothing in the picture is another value than before, it is
 * left as it is: pointing at a row of the tree paints one lane, not three.
 */
export function useLanePainting(
  canvas: RefObject<HTMLCanvasElement | null>,
  painting: Painting,
): void {
  const { lane, registry, size, height, scrollTop, elementBytes, preferences } = painting
  const { capacity, selected, hovered, dragged, faults, isStale } = painting
  const { from, to } = painting.window
  const palette = usePalette()

  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d') ?? null
    if (context === null || size.width === 0) return
    const { density, width } = size
    const pixels = { width: Math.round(width * density), height: Math.round(height * density) }
    if (context.canvas.width !== pixels.width) context.canvas.width = pixels.width
    if (context.canvas.height !== pixels.height) context.canvas.height = pixels.height
    const window = { from, to }
    const marks = { capacity, selected, hovered, dragged, faults, isStale }
    paintLane(
      { context, palette, preferences, density, hueOf: (factory) => hueOf(registry, factory) },
      {
        ...{ lane, window, width, height, scrollTop },
        ...marks,
        ticks: ticksOf(window, width, elementBytes),
      },
    )
  }, [
    canvas,
    lane,
    registry,
    from,
    to,
    size,
    height,
    scrollTop,
    elementBytes,
    palette,
    preferences,
    capacity,
    selected,
    hovered,
    dragged,
    faults,
    isStale,
  ])
}
