import type { RunStage } from '../../../core/probe/runner.ts'
import type { Verdict, VerdictSource } from '../../../core/probe/verdict.ts'
import type { Preferences } from '../../../store/state.ts'
import { figure, spelled } from '../../figures.ts'

/** How a verdict looks: an emulated pass has a glyph and a colour of its own, never a GPU pass's. */
export type VerdictTone = 'proven' | 'emulated' | 'disproven' | 'unable' | 'neutral'

export interface Headline {
  readonly tone: VerdictTone
  readonly title: string
  readonly text: string
}

/** What a verdict says, in a title and a sentence. */
export function headlineOf(verdict: Verdict, preferences: Preferences): Headline {
  switch (verdict.kind) {
    case 'proven':
      return provenHeadline(verdict, verdict)
    case 'disproven':
      return {
        tone: 'disproven',
        title: verdict.runner === 'emulated' ? 'Disproven by emulation' : 'Disproven',
        text: disprovenText(verdict),
      }
    case 'unavailable':
      return { tone: 'unable', title: 'Could not run', text: verdict.reason }
    case 'refused':
      return {
        tone: 'unable',
        title: 'Refused before it ran',
        text: refusedText(verdict, preferences),
      }
    case 'failed':
      return {
        tone: 'unable',
        title: `Failed ${STAGE_WORDS[verdict.stage]}`,
        text: verdict.message,
      }
    case 'cancelled':
      return {
        tone: 'neutral',
        title: 'Cancelled',
        text: 'The check was cancelled; nothing is known of this layout.',
      }
  }
}

/** Runners are told limits in bytes, which begin so; other limits are counts. */
const BYTES_OF = 'bytes of '

function refusedText(
  { limit, need, have }: Extract<Verdict, { readonly kind: 'refused' }>,
  preferences: Preferences,
): string {
  const isBytes = limit.startsWith(BYTES_OF)
  const what = isBytes ? limit.slice(BYTES_OF.length) : limit
  // Limits of a device know no element type: an element is a word.
  const say = (value: number) => (isBytes ? spelled(value, 4, preferences) : figure(value))
  return `It needs ${say(need)} of ${what}, and the device has ${say(have)}.`
}

function provenHeadline(
  { runner, memory, program }: VerdictSource,
  { wordsChecked, buffersChecked }: Extract<Verdict, { readonly kind: 'proven' }>,
): Headline {
  const checked = `${count(wordsChecked, 'word')} of ${count(buffersChecked, 'buffer')}`
  if (runner === 'emulated')
    return {
      tone: 'emulated',
      title: 'Checked by emulation, one lane',
      text: `${checked} lie where the layout says, as far as one lane can tell. No GPU has run it.`,
    }
  const where =
    memory === 'storage' && program === 'generated'
      ? ' The shared arena lay in storage: that a workgroup can hold it is not proven.'
      : ''
  return {
    tone: 'proven',
    title: program === 'table' ? 'Proven by table' : 'Proven',
    text: `${checked} lie where the layout says.${where}`,
  }
}

/** What the host alone could tell wrong, such as an arena that is too short, leaves no wrong word. */
function disprovenText({
  buffers,
  wrongWords,
  wordsChecked,
}: Extract<Verdict, { readonly kind: 'disproven' }>): string {
  const places = `The layout is wrong at ${count(buffers.length, 'place')}`
  const words = `${figure(wrongWords)} of ${count(wordsChecked, 'word')}`
  return wrongWords === 0 ? `${places}.` : `${places}, and so are ${words}.`
}

const STAGE_WORDS = {
  adapter: 'while asking for an adapter',
  device: 'while asking for a device',
  compile: 'to compile',
  pipeline: 'to build its pipeline',
  dispatch: 'while it ran',
  readback: 'while memory was read back',
  lost: 'because the device was lost',
  timeout: 'because the device did not answer in time',
} as const satisfies Record<RunStage, string>

const RUNNER_WORDS = {
  webgpu: 'WebGPU',
  dawn: 'Dawn',
  emulated: 'emulation',
} as const satisfies Record<VerdictSource['runner'], string>

/** What stands behind a verdict, as pairs of a word and a figure, the runner first. */
export function factsOf(verdict: Verdict): readonly (readonly [string, string])[] {
  const ran = verdict.lanes > 0
  const facts: (readonly [string, string])[] = [
    ['Runner', RUNNER_WORDS[verdict.runner]],
    ['Adapter', verdict.adapter ?? 'none'],
    ['Program', verdict.program === 'table' ? 'table kernel' : 'generated kernel'],
    ['Layout', verdict.layout],
  ]
  if (ran) facts.push(['Lanes', figure(verdict.lanes)])
  if (verdict.kind === 'proven' || verdict.kind === 'disproven')
    facts.push(['Words checked', figure(verdict.wordsChecked)])
  if (verdict.kind === 'proven') facts.push(['Buffers checked', figure(verdict.buffersChecked)])
  if (ran) facts.push(['Time', `${figure(Math.round(verdict.milliseconds))} ms`])
  return facts
}

function count(value: number, noun: string): string {
  return `${figure(value)} ${noun}${value === 1 ? '' : 's'}`
}
