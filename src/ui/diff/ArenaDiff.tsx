import { useEffect, useMemo, useRef, useState } from 'react'
import type { Comparison } from '../../core/document/compare.ts'
import type { Model, RecordedKernel } from '../../core/document/model.ts'
import { LOCATION_WORDS, type Location } from '../../core/registry/location.ts'
import type { InspectorState, Preferences } from '../../store/state.ts'
import { useWidth } from '../chart/useWidth.ts'
import { rangeText, shortSize, spelled } from '../figures.ts'
import { useInspector } from '../inspectorContext.ts'
import { LocationGlyph } from '../location.tsx'
import { usePalette } from '../maps/palette.ts'
import { useDensity } from '../useDensity.ts'
import {
  changedNames,
  computedBar,
  recordedBar,
  segmentAt,
  type Bar,
  type BarSegment,
  type ChangedNames,
} from './arenaBars.ts'
import { Change } from './Change.tsx'
import { elementBytesAt, hueIn, rootBytes, type DiffSides } from './diffSides.ts'
import { BAR, GAP, paintBars } from './paintBars.ts'

const MEMORIES = ['shared', 'persistent_local', 'local'] as const satisfies readonly Location[]

const selectPreferences = (state: InspectorState) => state.preferences

interface Props {
  readonly sides: DiffSides
  readonly comparison: Comparison
}

/** What a run has of each memory on both sides: its total, and its buffers on the same addresses. */
export function ArenaDiff({ sides, comparison }: Props) {
  const changed = useMemo(() => changedNames(comparison), [comparison])
  const memories = useMemo(
    () =>
      MEMORIES.map((memory) => ({
        memory,
        before: (sides.isRecorded ? recordedBar : computedBar)(sides.before, memory),
        after: computedBar(sides.after, memory),
      })),
    [sides],
  )
  return (
    <div className="diff__arenas">
      {memories.map(({ memory, before, after }) => (
        <MemoryDiff
          key={memory}
          {...{ memory, before, after, changed, sides, kernel: comparison.kernel }}
        />
      ))}
    </div>
  )
}

interface MemoryProps {
  readonly memory: Location
  readonly before: Bar
  readonly after: Bar
  readonly changed: ChangedNames
  readonly sides: DiffSides
  readonly kernel: Comparison['kernel']
}

function MemoryDiff({ memory, before, after, changed, sides, kernel }: MemoryProps) {
  const preferences = useInspector(selectPreferences)
  const { words } = sides
  const name = LOCATION_WORDS[memory]
  const was = totalText(kernel.before, before, { memory, model: sides.before, preferences })
  const is = totalText(kernel.after, after, { memory, model: sides.after, preferences })
  const say = (bytes: number) => spelled(bytes, elementBytesAt(sides), preferences)
  const isEmpty = before.endBytes === 0 && after.endBytes === 0
  return (
    <div className="arena-diff" data-empty={isEmpty || undefined}>
      <span className="arena-diff__name">
        <LocationGlyph location={memory} /> {name}
      </span>
      <span className="arena-diff__total">
        <Change word={name} isWordHidden was={was} is={is} />
      </span>
      {!isEmpty && (
        <>
          <span className="arena-diff__side muted" title={words.before}>
            {words.before}
          </span>
          <span className="arena-diff__side muted" title={words.after}>
            {words.after}
          </span>
          <Bars
            {...{ memory, before, after, changed, sides }}
            description={`${name}: ${words.before} ${say(before.endBytes)}, ${words.after} ${say(after.endBytes)}.`}
          />
        </>
      )}
    </div>
  )
}

interface TotalOf {
  readonly memory: Location
  readonly model: Model
  readonly preferences: Preferences
}

/** An arena by what was allocated, in elements of the root; local arrays by the bytes of their own types. */
function totalText(
  kernel: RecordedKernel | null,
  { endBytes }: Bar,
  { memory, model, preferences }: TotalOf,
): string {
  if (kernel === null) return 'unknown'
  const each = rootBytes(model)
  switch (memory) {
    case 'shared':
      return shortSize(kernel.sharedElements * each, each, preferences)
    case 'persistent_local':
      return shortSize(kernel.persistentLocalElements * each, each, preferences)
    case 'local':
      return shortSize(endBytes, each, preferences)
  }
}

type BarsProps = Omit<MemoryProps, 'kernel'> & { readonly description: string }

function Bars({ memory, before, after, changed, sides, description }: BarsProps) {
  const [ref, width] = useWidth(600)
  const canvas = useRef<HTMLCanvasElement>(null)
  const palette = usePalette()
  const density = useDensity()
  const preferences = useInspector(selectPreferences)
  const [under, setUnder] = useState('')
  const endBytes = Math.max(1, before.endBytes, after.endBytes)

  useEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d') ?? null
    if (element === null || context === null) return
    element.width = Math.round(width * density)
    element.height = Math.round((2 * BAR + GAP) * density)
    context.scale(density, density)
    paintBars(context, {
      ...{ sides: [before, after], changed, width, endBytes, ground: palette.lane },
      colourOf: (factory) => palette.factories[hueIn(sides, factory)] ?? palette.muted,
    })
  }, [before, after, changed, sides, width, endBytes, palette, density])

  return (
    <div
      className="arena-diff__bars"
      ref={ref}
      title={under}
      onPointerMove={({ nativeEvent: { offsetX, offsetY } }) => {
        const bar = offsetY < BAR + GAP / 2 ? before : after
        const segment = segmentAt(bar, (offsetX / width) * endBytes)
        setUnder(titleOf(segment, { memory, elementBytes: elementBytesAt(sides), preferences }))
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

interface TitleOf {
  readonly memory: Location
  readonly elementBytes: number
  readonly preferences: Preferences
}

/** What lies under the pointer: its name and its slice of the run; empty where nothing does. */
function titleOf(
  segment: BarSegment | null,
  { memory, elementBytes, preferences }: TitleOf,
): string {
  if (segment === null) return ''
  const { factory, name, startBytes, sizeBytes } = segment
  const whose = `${name} of ${factory}`
  // A local array lies nowhere in particular.
  if (memory === 'local') return `${whose}: ${spelled(sizeBytes, elementBytes, preferences)}`
  const range = { startBytes, endBytes: startBytes + sizeBytes }
  return `${whose}: ${preferences.units} ${rangeText(range, elementBytes, preferences)}`
}
