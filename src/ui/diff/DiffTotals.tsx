import type { ReactNode } from 'react'
import { costOf } from '../../core/analysis/cost.ts'
import type { Comparison } from '../../core/document/compare.ts'
import type { RecordedKernel } from '../../core/document/model.ts'
import type { InspectorState } from '../../store/state.ts'
import { figure, spelled, withUnit } from '../figures.ts'
import { useInspector } from '../inspectorContext.ts'
import { CHANGE_WORDS, changeCounts } from './diffRows.ts'
import { elementBytesAt, rootBytes, type DiffSides } from './diffSides.ts'
import { settingChanges } from '../drawer/launch/settingWords.ts'
import { launchTotals } from './launchTotals.ts'

const selectPreferences = (state: InspectorState) => state.preferences

interface Props {
  readonly comparison: Comparison
  readonly sides: DiffSides
  /** What chooses the rows below, at the end of the line. */
  readonly children: ReactNode
}

/** The arenas of a run before and after, and how many entries changed in which way. */
export function DiffTotals({ comparison, sides, children }: Props) {
  const { kernel } = comparison
  const counts = changeCounts(comparison)
  return (
    <div className="diff__totals">
      <Total
        word="shared"
        kernel={kernel}
        of="sharedElements"
        bytes={{ before: rootBytes(sides.before), after: rootBytes(sides.after) }}
      />
      <Total
        word="persistent"
        kernel={kernel}
        of="persistentLocalElements"
        bytes={{ before: rootBytes(sides.before), after: rootBytes(sides.after) }}
      />
      {!sides.isRecorded && <LaunchTotals sides={sides} />}
      <ul className="diff__counts" aria-label="Changes">
        {counts.length === 0 && <li className="muted">nothing changed</li>}
        {counts.map(([kind, count]) => (
          <li key={kind} data-change={kind}>
            <span className="figure">{figure(count)}</span> {CHANGE_WORDS[kind].words}
          </li>
        ))}
      </ul>
      <div className="diff__filter">{children}</div>
    </div>
  )
}

interface TotalProps {
  readonly word: string
  readonly kernel: Comparison['kernel']
  readonly of: keyof RecordedKernel
  readonly bytes: { readonly before: number; readonly after: number }
}

function Total({ word, kernel, of, bytes }: TotalProps) {
  const preferences = useInspector(selectPreferences)
  const text = (elements: number | null, each: number) =>
    elements === null ? 'unknown' : withUnit(elements * each, each, preferences)
  const was = text(kernel.before?.[of] ?? null, bytes.before)
  const is = text(kernel.after?.[of] ?? null, bytes.after)
  return <Change word={word} was={was} is={is} />
}

/** What the launch becomes: block, its shared bytes, the runs that an SM works on; and the settings that differ. */
function LaunchTotals({ sides }: { readonly sides: DiffSides }) {
  const preferences = useInspector(selectPreferences)
  const was = launchTotals(costOf(sides.before), preferences)
  const say = (bytes: number) => spelled(bytes, elementBytesAt(sides), preferences)
  return (
    <>
      {launchTotals(costOf(sides.after), preferences).map(({ word, value }, i) => (
        <Change key={word} word={word} was={was[i]?.value ?? value} is={value} />
      ))}
      {settingChanges(sides.before.launch, sides.after.launch, say).map((change) => (
        <Change key={change.word} {...change} />
      ))}
    </>
  )
}

function Change({ word, was, is }: Record<'word' | 'was' | 'is', string>) {
  return (
    <span className="diff__total">
      {word}{' '}
      {was !== is && (
        <>
          <del className="figure muted">
            <span className="visually-hidden">before: </span>
            {was}
          </del>{' '}
          <span className="muted" aria-hidden="true">
            →
          </span>{' '}
        </>
      )}
      <span className="figure diff__now">{is}</span>
    </span>
  )
}
