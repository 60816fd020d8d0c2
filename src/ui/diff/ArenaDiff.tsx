import { useEffect, useMemo, useRef, useState } from 'react'
import type { Comparison } from '../../core/document/compare.ts'
import type { ArenaLocation } from '../../core/registry/location.ts'
import type { InspectorState, Preferences } from '../../store/state.ts'
import { useWidth } from '../chart/useWidth.ts'
import { figure, sliceText } from '../figures.ts'
import { useInspector } from '../inspectorContext.ts'
import { LOCATION_WORDS } from '../location.tsx'
import {
  changedKeys,
  computedSegments,
  recordedSegments,
  segmentAt,
  segmentKey,
  type ArenaSegment,
} from './arenaSegments.ts'
import { hueIn, type DiffSides } from './diffSides.ts'

const BAR = 14
const GAP = 2
const ARENAS = ['shared', 'persistent_local'] as const satisfies readonly ArenaLocation[]

interface Props {
  readonly sides: DiffSides
  readonly comparison: Comparison
}

/** Both states of each arena, one above the other on the same addresses; what changed stands out. */
export function ArenaDiff({ sides, comparison }: Props) {
  const { words } = sides
  const changed = useMemo(() => changedKeys(comparison), [comparison])
  const arenas = useMemo(
    () =>
      ARENAS.map((arena) => ({
        arena,
        before: sides.isRecorded
          ? recordedSegments(sides.before, arena)
          : computedSegments(sides.before, arena),
        after: computedSegments(sides.after, arena),
      })).filter(({ before, after }) => before.length + after.length > 0),
    [sides],
  )
  return (
    <div className="diff__arenas">
      {arenas.map(({ arena, before, after }) => (
        <div key={arena} className="arena-diff">
          <span className="arena-diff__name">{LOCATION_WORDS[arena]}</span>
          <span className="arena-diff__side muted">{words.before}</span>
          <span className="arena-diff__side muted">{words.after}</span>
          <Bars
            before={before}
            after={after}
            changed={changed}
            sides={sides}
            description={`${LOCATION_WORDS[arena]}: ${words.before} ${figure(endOf(before))} bytes, ${words.after} ${figure(endOf(after))} bytes.`}
          />
        </div>
      ))}
    </div>
  )
}

interface BarsProps {
  readonly before: readonly ArenaSegment[]
  readonly after: readonly ArenaSegment[]
  readonly changed: ReadonlySet<string>
  readonly sides: DiffSides
  readonly description: string
}

function Bars({ before, after, changed, sides, description }: BarsProps) {
  const [ref, width] = useWidth(600)
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useInspector(selectTheme)
  const radix = useInspector(selectRadix)
  const [under, setUnder] = useState('')

  useEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d') ?? null
    if (element === null || context === null) return
    const ratio = devicePixelRatio
    element.width = Math.round(width * ratio)
    element.height = Math.round((2 * BAR + GAP) * ratio)
    context.scale(ratio, ratio)
    const colours = getComputedStyle(element)
    const scale = width / Math.max(1, endOf(before), endOf(after))
    for (const [row, segments] of [before, after].entries()) {
      const y = row * (BAR + GAP)
      context.globalAlpha = 1
      context.fillStyle = colours.getPropertyValue('--lane')
      context.fillRect(0, y, width, BAR)
      for (const { factory, name, startBytes, sizeBytes } of segments) {
        context.globalAlpha = changed.has(segmentKey(factory, name)) ? 1 : 0.4
        context.fillStyle = colours.getPropertyValue(`--factory-${hueIn(sides, factory)}`)
        // Never thinner than a pixel, so that a small change is seen too.
        context.fillRect(startBytes * scale, y, Math.max(1, sizeBytes * scale - 0.5), BAR)
      }
    }
  }, [before, after, changed, sides, width, theme])

  return (
    <div
      className="arena-diff__bars"
      ref={ref}
      title={under}
      onPointerMove={({ nativeEvent: { offsetX, offsetY } }) => {
        const segments = offsetY < BAR + GAP / 2 ? before : after
        const at = (offsetX / width) * Math.max(1, endOf(before), endOf(after))
        setUnder(titleOf(segmentAt(segments, at), radix))
      }}
    >
      <canvas
        ref={canvas}
        role="img"
        aria-label={description}
        style={{ width, height: 2 * BAR + GAP }}
      />
    </div>
  )
}

const selectRadix = (state: InspectorState) => state.preferences.radix
const selectTheme = (state: InspectorState) => state.preferences.theme

/** What lies under the pointer: its name and its slice in bytes; empty where nothing does. */
function titleOf(segment: ArenaSegment | null, radix: Preferences['radix']): string {
  if (segment === null) return ''
  const { factory, name, startBytes, sizeBytes } = segment
  return `${name} of ${factory}: ${sliceText(startBytes, startBytes + sizeBytes, radix)} bytes`
}

function endOf(segments: readonly ArenaSegment[]): number {
  return segments.reduce(
    (end, { startBytes, sizeBytes }) => Math.max(end, startBytes + sizeBytes),
    0,
  )
}
