import { useLayoutEffect, useRef, type RefObject } from 'react'
import { shallow } from 'zustand/shallow'
import { ticksOf } from '../../map/axis.ts'
import { everyPair } from '../../map/everyPair.ts'
import { isDrawnAlike } from '../../map/sameLane.ts'
import { structureOf, type Registry } from '../../core/registry/registry.ts'
import type { Preferences } from '../../store/state.ts'
import { huesOf } from '../factoryColour.ts'
import { paintLane, type LanePicture } from './paintLane.ts'
import { usePalette, type Palette } from './palette.ts'
import type { Size } from './useSize.ts'

interface Painting extends Omit<LanePicture, 'width' | 'ticks'> {
  readonly registry: Registry
  readonly size: Size
  readonly elementBytes: number
  readonly preferences: Preferences
}

/**
 * Keeps a canvas painted with its lane. Where nothing in the picture is another value than before, it is
 * left as it is: a move from shared to local paints two lanes, not three.
 */
export function useLanePainting(
  canvas: RefObject<HTMLCanvasElement | null>,
  painting: Painting,
): void {
  const palette = usePalette()
  const painted = useRef<Painted | null>(null)

  // At every render: an edit brings most of it as new objects, often like those before.
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d') ?? null
    if (context === null || painting.size.width === 0) return
    const next = { ...painting, palette }
    if (painted.current === null || !isLike(painted.current, next)) paint(context, next)
    painted.current = next
  })
}

type Painted = Painting & { readonly palette: Palette }

function paint(context: CanvasRenderingContext2D, painted: Painted): void {
  const { registry, palette, preferences, size, height, elementBytes, window } = painted
  const { density, width } = size
  const pixels = { width: Math.round(width * density), height: Math.round(height * density) }
  if (context.canvas.width !== pixels.width) context.canvas.width = pixels.width
  if (context.canvas.height !== pixels.height) context.canvas.height = pixels.height
  paintLane(
    { context, palette, preferences, density, hueOf: huesOf(registry) },
    { ...painted, width, ticks: ticksOf(window, width, elementBytes) },
  )
}

const LISTS = ['capacity', 'selected', 'hovered', 'dragged', 'faults'] as const
const VALUES = [
  'size',
  'height',
  'scrollTop',
  'elementBytes',
  'preferences',
  'palette',
  'isStale',
] as const

/** Whether one picture shows the other. */
function isLike(a: Painted, b: Painted): boolean {
  return (
    VALUES.every((name) => a[name] === b[name]) &&
    shallow(a.window, b.window) &&
    LISTS.every((name) => everyPair<object>(a[name], b[name], shallow)) &&
    // The structure decides the hues.
    structureOf(a.registry) === structureOf(b.registry) &&
    isDrawnAlike(a.lane, b.lane)
  )
}
