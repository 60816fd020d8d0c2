import { useEffect, useMemo, useRef } from 'react'
import type { Comparison } from '../../core/document/compare.ts'
import type { Model } from '../../core/document/model.ts'
import type { ArenaLocation } from '../../core/registry/location.ts'
import type { InspectorState } from '../../store/state.ts'
import { useWidth } from '../chart/useWidth.ts'
import { hueOf } from '../factoryColour.ts'
import { figure } from '../figures.ts'
import { useInspector } from '../inspectorContext.ts'
import { LOCATION_WORDS } from '../location.tsx'
import {
  changedKeys,
  computedSegments,
  recordedSegments,
  segmentKey,
  type ArenaSegment,
} from './arenaSegments.ts'

const BAR = 14
const GAP = 2
const ARENAS = ['shared', 'persistent_local'] as const satisfies readonly ArenaLocation[]

interface Props {
  readonly model: Model
  readonly before: Model
  readonly isRecorded: boolean
  readonly comparison: Comparison
  readonly words: { readonly before: string; readonly after: string }
}

/** Both states of each arena, one above the other on the same addresses; what changed stands out. */
export function ArenaDiff({ model, before, isRecorded, comparison, words }: Props) {
  const changed = useMemo(() => changedKeys(comparison), [comparison])
  const arenas = useMemo(
    () =>
      ARENAS.map((arena) => ({
        arena,
        before: isRecorded ? recordedSegments(before, arena) : computedSegments(before, arena),
        after: computedSegments(model, arena),
      })).filter((sides) => sides.before.length + sides.after.length > 0),
    [model, before, isRecorded],
  )
  return (
    <div className="diff__arenas">
      {arenas.map((sides) => (
        <div key={sides.arena} className="arena-diff">
          <span className="arena-diff__name">{LOCATION_WORDS[sides.arena]}</span>
          <span className="arena-diff__side muted">{words.before}</span>
          <span className="arena-diff__side muted">{words.after}</span>
          <Bars
            before={sides.before}
            after={sides.after}
            changed={changed}
            model={model}
            description={`${LOCATION_WORDS[sides.arena]}: ${words.before} ${figure(endOf(sides.before))} bytes, ${words.after} ${figure(endOf(sides.after))} bytes.`}
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
  readonly model: Model
  readonly description: string
}

function Bars({ before, after, changed, model, description }: BarsProps) {
  const [ref, width] = useWidth(600)
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useInspector(selectTheme)

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
        context.globalAlpha = changed.has(segmentKey(factory, name)) ? 1 : 0.3
        context.fillStyle = colours.getPropertyValue(`--factory-${hueOf(model.registry, factory)}`)
        // Never thinner than a pixel, so that a small change is seen too.
        context.fillRect(startBytes * scale, y, Math.max(1, sizeBytes * scale - 0.5), BAR)
      }
    }
  }, [before, after, changed, model, width, theme])

  return (
    <div className="arena-diff__bars" ref={ref}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={description}
        style={{ width, height: 2 * BAR + GAP }}
      />
    </div>
  )
}

const selectTheme = (state: InspectorState) => state.preferences.theme

function endOf(segments: readonly ArenaSegment[]): number {
  return segments.reduce(
    (end, { startBytes, sizeBytes }) => Math.max(end, startBytes + sizeBytes),
    0,
  )
}
