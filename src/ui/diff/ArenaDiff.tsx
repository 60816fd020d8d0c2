import { useEffect, useMemo, useRef, useState } from 'react'
import type { Comparison } from '../../core/document/compare.ts'
import type { ArenaLocation } from '../../core/registry/location.ts'
import type { InspectorState, Preferences } from '../../store/state.ts'
import { useWidth } from '../chart/useWidth.ts'
import { rangeText, spelled } from '../figures.ts'
import { useInspector } from '../inspectorContext.ts'
import { LOCATION_WORDS } from '../location.tsx'
import { usePalette } from '../maps/palette.ts'
import {
  changedNames,
  computedSegments,
  recordedSegments,
  segmentAt,
  type ArenaSegment,
  type ChangedNames,
} from './arenaSegments.ts'
import { elementBytesAt, hueIn, type DiffSides } from './diffSides.ts'
import { BAR, GAP, paintBars } from './paintBars.ts'

const ARENAS = ['shared', 'persistent_local'] as const satisfies readonly ArenaLocation[]

const selectPreferences = (state: InspectorState) => state.preferences

interface Props {
  readonly sides: DiffSides
  readonly comparison: Comparison
}

/** Both states of each arena, one above the other on the same addresses; what changed stands out. */
export function ArenaDiff({ sides, comparison }: Props) {
  const { words } = sides
  const preferences = useInspector(selectPreferences)
  const say = (bytes: number) => spelled(bytes, elementBytesAt(sides), preferences)
  const changed = useMemo(() => changedNames(comparison), [comparison])
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
            description={`${LOCATION_WORDS[arena]}: ${words.before} ${say(endOf(before))}, ${words.after} ${say(endOf(after))}.`}
          />
        </div>
      ))}
    </div>
  )
}

interface BarsProps {
  readonly before: readonly ArenaSegment[]
  readonly after: readonly ArenaSegment[]
  readonly changed: ChangedNames
  readonly sides: DiffSides
  readonly description: string
}

function Bars({ before, after, changed, sides, description }: BarsProps) {
  const [ref, width] = useWidth(600)
  const canvas = useRef<HTMLCanvasElement>(null)
  const palette = usePalette()
  const preferences = useInspector(selectPreferences)
  const [under, setUnder] = useState('')

  useEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d') ?? null
    if (element === null || context === null) return
    const ratio = devicePixelRatio
    element.width = Math.round(width * ratio)
    element.height = Math.round((2 * BAR + GAP) * ratio)
    context.scale(ratio, ratio)
    paintBars(context, {
      ...{ sides: [before, after], changed, width, ground: palette.lane },
      endBytes: Math.max(endOf(before), endOf(after)),
      colourOf: (factory) => palette.factories[hueIn(sides, factory)] ?? palette.muted,
    })
  }, [before, after, changed, sides, width, palette])

  return (
    <div
      className="arena-diff__bars"
      ref={ref}
      title={under}
      onPointerMove={({ nativeEvent: { offsetX, offsetY } }) => {
        const segments = offsetY < BAR + GAP / 2 ? before : after
        const at = (offsetX / width) * Math.max(1, endOf(before), endOf(after))
        setUnder(titleOf(segmentAt(segments, at), elementBytesAt(sides), preferences))
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

/** What lies under the pointer: its name and its slice of the run; empty where nothing does. */
function titleOf(
  segment: ArenaSegment | null,
  elementBytes: number,
  preferences: Preferences,
): string {
  if (segment === null) return ''
  const { factory, name, startBytes, sizeBytes } = segment
  const range = { startBytes, endBytes: startBytes + sizeBytes }
  return `${name} of ${factory}: ${preferences.units} ${rangeText(range, elementBytes, preferences)}`
}

function endOf(segments: readonly ArenaSegment[]): number {
  return segments.reduce(
    (end, { startBytes, sizeBytes }) => Math.max(end, startBytes + sizeBytes),
    0,
  )
}
