import type { Verdict } from '../../core/probe/verdict.ts'
import type { Registry } from '../../core/registry/registry.ts'
import type { Verification } from '../../store/state.ts'

/** A verdict in a few words: what it says, and who spoke. */
export interface Badge {
  readonly tone: 'none' | 'running' | 'good' | 'emulated' | 'bad' | 'unknown' | 'stale'
  readonly mark: string
  readonly word: string
  readonly note: string
  readonly title: string
}

const NOT_VERIFIED: Badge = {
  tone: 'none',
  mark: '○',
  word: 'Not verified',
  note: '',
  title: 'Nothing has run on this layout yet.',
}

const SAID_NOTHING: ReadonlySet<Verdict['kind']> = new Set([
  'unavailable',
  'refused',
  'failed',
  'cancelled',
])

/** The badge of a verification of `registry`, the one that is shown; another one's verdict is stale. */
export function verdictBadge(
  verification: Verification,
  registry: Registry | null,
  isLive: boolean,
): Badge {
  if (verification.kind === 'idle') return { ...NOT_VERIFIED, note: isLive ? 'live' : '' }
  if (verification.kind === 'running') {
    const percent = Math.round(verification.done * 100)
    return {
      tone: 'running',
      mark: '◌',
      word: 'Running',
      note: `${percent} %`,
      title: 'The check is under way; Escape cancels it.',
    }
  }
  const badge = ofVerdict(verification.verdict)
  if (verification.verdict.registry === registry) return badge
  // What said nothing about the old layout has nothing to be outdated.
  if (SAID_NOTHING.has(verification.verdict.kind))
    return { ...NOT_VERIFIED, note: isLive ? 'live' : '' }
  return {
    ...badge,
    tone: 'stale',
    mark: '◷',
    note: '',
    word: `Stale: was ${badge.word.toLowerCase()}`,
    title: 'The layout has changed since this verdict; verify again.',
  }
}

function ofVerdict(verdict: Verdict): Badge {
  const who = `${verdict.adapter ?? RUNNER_WORDS[verdict.runner]} · ${msText(verdict.milliseconds)}`
  switch (verdict.kind) {
    case 'proven':
      return provenBadge(verdict, who)
    case 'disproven':
      return {
        tone: 'bad',
        mark: '✕',
        word: 'Disproven',
        note: `${verdict.wrongWords} wrong words · ${who}`,
        title: verdict.buffers[0]?.message ?? 'The memory is not as planned.',
      }
    case 'unavailable':
      return unknown('Could not run', 'nothing was proven', verdict.reason)
    case 'refused':
      return unknown(
        'Refused',
        verdict.limit,
        `Needs ${verdict.need} of ${verdict.limit}, and the device has ${verdict.have}.`,
      )
    case 'failed':
      return unknown('Failed', `${who}, at: ${verdict.stage}`, verdict.message)
    case 'cancelled':
      return unknown('Cancelled', 'nothing was proven', 'The run was cancelled.')
  }
}

/** An emulated pass must never look like a pass of a GPU. */
function provenBadge(verdict: Verdict & { readonly kind: 'proven' }, who: string): Badge {
  const title = `${verdict.wordsChecked} words of ${verdict.buffersChecked} buffers were where they should be, on ${RUNNER_WORDS[verdict.runner]}.`
  return verdict.runner === 'emulated'
    ? { tone: 'emulated', mark: '≈', word: 'Checked by emulation', note: 'one lane', title }
    : { tone: 'good', mark: '●', word: isSoftware(verdict) ? SOFTWARE : 'Proven', note: who, title }
}

const SOFTWARE = 'Proven in software'

/** The same program on a processor: the offsets are proven, no GPU has run them. */
function isSoftware({ adapter }: Verdict): boolean {
  return /swiftshader|llvmpipe|lavapipe|software|basic render/i.test(adapter ?? '')
}

const RUNNER_WORDS = { webgpu: 'WebGPU', dawn: 'Dawn', emulated: 'emulation' } as const

function unknown(word: string, note: string, title: string): Badge {
  return { tone: 'unknown', mark: '?', word, note, title }
}

function msText(milliseconds: number): string {
  return milliseconds < 1000
    ? `${Math.max(1, Math.round(milliseconds))} ms`
    : `${(milliseconds / 1000).toFixed(1)} s`
}
