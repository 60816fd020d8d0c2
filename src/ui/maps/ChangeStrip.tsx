import { costOf, type Cost } from '../../core/analysis/cost.ts'
import { sharedTargetBytes } from '../../core/analysis/launch.ts'
import { WARP_SIZE } from '../../core/analysis/targets.ts'
import { bytesOf } from '../../core/registry/dtype.ts'
import type { FactoryId } from '../../core/registry/factory.ts'
import { committedModel, shownModel, type Drag, type Preferences } from '../../store/state.ts'
import { figure, sizeParts } from '../figures.ts'
import { useInspector } from '../inspectorContext.ts'
import './ChangeStrip.css'

/** What the layout costs, and while buffers are dragged what it would cost after the drop. */
export function ChangeStrip({ root }: { readonly root: FactoryId | null }) {
  const drag = useInspector((state) => state.drag)
  const before = useInspector(committedModel)
  const after = useInspector(shownModel)
  const preferences = useInspector((state) => state.preferences)
  if (before === null || after === null) return null
  const [old, now] = [costOf(before, root), costOf(after, root)]
  if (old === null || now === null) return null
  return (
    <div
      className="strip"
      role="group"
      aria-label={drag === null ? 'Cost of the layout' : 'What changes'}
      data-moving={drag === null ? undefined : ''}
    >
      {drag !== null && <strong className="strip__label">{dragLabel(drag)}</strong>}
      {rowsOfCost(old, now).map((row) => (
        <Change
          key={row.label}
          {...row}
          elementBytes={bytesOf(now.precision)}
          preferences={preferences}
        />
      ))}
      {drag !== null && <span className="strip__hint">Esc leaves it</span>}
    </div>
  )
}

function dragLabel({ label, cargo: { refs } }: Drag): string {
  if (label !== '') return label
  const [first] = refs
  return refs.length === 1 ? `Move ${first.name ?? first.factory}` : `Move ${refs.length} buffers`
}

type Tone = 'plain' | 'warning' | 'bad'

interface ChangeRow {
  readonly label: string
  readonly before: number | null
  readonly after: number | null
  /** What is counted; null for bytes, which are shown in the user's unit. */
  readonly unit: string | null
  readonly tone: Tone
  /** Said where the figure is not there; "unknown" where nothing is given. */
  readonly none?: string
}

function rowsOfCost(old: Cost, now: Cost): readonly ChangeRow[] {
  const isWorse = now.geometry.kind !== 'launches' || (now.runsPerSM ?? 0) < (old.runsPerSM ?? 0)
  const [bytes, block] = [sharedBytesOf(now), blockOf(now)]
  return [
    {
      label: 'run',
      before: old.run.bytesPerRun,
      after: now.run.bytesPerRun,
      unit: null,
      tone: now.geometry.kind === 'launches' ? 'plain' : 'bad',
    },
    {
      label: 'block',
      before: blockOf(old),
      after: block,
      unit: block === 1 ? 'thread' : 'threads',
      tone: (block ?? 0) < WARP_SIZE ? 'bad' : 'plain',
      none: 'none launches',
    },
    {
      label: 'shared',
      before: sharedBytesOf(old),
      after: bytes,
      unit: null,
      tone: bytesTone(bytes, now),
    },
    {
      label: 'runs/SM',
      before: old.runsPerSM,
      after: now.runsPerSM,
      unit: '',
      tone: isWorse ? 'bad' : 'plain',
    },
  ]
}

function sharedBytesOf({ geometry }: Cost): number {
  return geometry.kind === 'launches' ? geometry.dynamicSharedBytes : geometry.needBytes
}

/** Null where not even a block of one thread launches. */
function blockOf({ geometry }: Cost): number | null {
  return geometry.kind === 'launches' ? geometry.blockSize : null
}

function bytesTone(bytes: number, { settings, limitBytes }: Cost): Tone {
  if (bytes + settings.staticSharedBytes > limitBytes) return 'bad'
  return bytes >= sharedTargetBytes(settings) ? 'warning' : 'plain'
}

interface ChangeProps extends ChangeRow {
  readonly elementBytes: number
  readonly preferences: Preferences
}

function Change({
  label,
  before,
  after,
  unit,
  tone,
  none,
  elementBytes,
  preferences,
}: ChangeProps) {
  // Threads and runs are counts, and those are decimal always.
  const parts = (value: number | null) => {
    if (value === null) return { value: none ?? 'unknown', noun: '' }
    if (unit !== null) return { value: figure(value), noun: unit }
    return sizeParts(value, elementBytes, preferences)
  }
  const [was, is] = [parts(before), parts(after)]
  return (
    <span className="strip__change">
      {label}{' '}
      {before !== after && (
        <>
          <s className="strip__before figure">
            {was.value}
            {was.noun === 'B' && is.noun !== 'B' && ' B'}
          </s>{' '}
        </>
      )}
      <b className="strip__after figure" data-tone={tone}>
        {is.value}
      </b>
      {is.noun !== '' && <span className="strip__noun"> {is.noun}</span>}
    </span>
  )
}
