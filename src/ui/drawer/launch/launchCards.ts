import { roomOf, type Cost } from '../../../core/analysis/cost.ts'
import { SHARED_TARGET_BYTES, type RunGeometry } from '../../../core/analysis/launch.ts'
import type { LaunchOccupancy } from '../../../core/analysis/launchOccupancy.ts'
import type { Limiter } from '../../../core/analysis/occupancy.ts'
import { WARP_SIZE } from '../../../core/analysis/targets.ts'
import type { Preferences } from '../../../store/state.ts'
import { figure, grouped } from '../../figures.ts'

/** One figure that a person acts on, with what it means. */
export interface Card {
  readonly title: string
  /** The figure; a word where there is none. */
  readonly value: string
  readonly unit: string
  readonly note: string
  readonly tone: 'plain' | 'warning' | 'bad'
  readonly bar: Bar | null
}

/** A filled share of a whole with marks on it, all in the same unit. */
export interface Bar {
  readonly value: number
  readonly whole: number
  readonly marks: readonly { readonly at: number; readonly label: string }[]
}

const NONE_LAUNCHES = { value: 'none', unit: 'launches' } as const

type Radix = Preferences['radix']

/** The cards of the launch drawer, in reading order; all of them exact. */
export function cardsOf(cost: Cost, radix: Radix): readonly Card[] {
  return [
    blockCard(cost, radix),
    sharedCard(cost, radix),
    runsCard(cost, radix),
    freeCard(cost, radix),
    bankCard(cost, radix),
  ]
}

function blockCard({ geometry, settings, run, limitBytes }: Cost, radix: Radix): Card {
  const title = 'Block'
  if (geometry.kind === 'over-block-limit')
    return {
      title,
      ...NONE_LAUNCHES,
      note: `one run needs ${figure(run.bytesPerRun, radix)} B${paddingNote(run)}, a block may have ${figure(limitBytes, radix)}`,
      tone: 'bad',
      bar: null,
    }
  const { blockSize } = geometry
  const asked = settings.blockSize
  const notes = [
    blockSize === asked ? 'as requested' : `halved from ${figure(asked)}`,
    warpsNote(blockSize),
  ]
  return {
    title,
    value: figure(blockSize),
    unit: blockSize === 1 ? 'thread' : 'threads',
    note: notes.join(', '),
    tone: geometry.warning === 'below-warp' ? 'warning' : 'plain',
    bar: null,
  }
}

function warpsNote(blockSize: number): string {
  if (blockSize < WARP_SIZE) return `${WARP_SIZE - blockSize} lanes of its warp idle`
  const warps = Math.ceil(blockSize / WARP_SIZE)
  return warps === 1 ? 'one warp' : `${warps} warps`
}

function sharedCard({ geometry, run, limitBytes }: Cost, radix: Radix): Card {
  const launches = geometry.kind === 'launches'
  const bytes = launches ? geometry.dynamicSharedBytes : run.bytesPerRun
  const limit = `limit ${figure(limitBytes, radix)}`
  const isOver = bytes > limitBytes
  const isOverTarget = bytes >= SHARED_TARGET_BYTES
  return {
    title: 'Shared per block',
    value: figure(bytes, radix),
    unit: 'B',
    note: isOver
      ? `over the ${limit}, and that for one run${paddingNote(run)}`
      : `${isOverTarget ? 'over' : 'under'} the 32 KiB target, ${limit}${leastNote(run)}`,
    tone: isOver ? 'bad' : isOverTarget ? 'warning' : 'plain',
    bar: {
      value: bytes,
      whole: Math.max(limitBytes, bytes),
      marks: [
        { at: SHARED_TARGET_BYTES, label: '32 KiB target' },
        { at: limitBytes, label: 'limit' },
      ],
    },
  }
}

function paddingNote({ padded }: RunGeometry): string {
  return padded ? ' incl. 4 B padding' : ''
}

/** What the block's bytes hold besides buffers. */
function leastNote(run: RunGeometry): string {
  if (run.bytesPerRun === 0) return '; at least 4 B, as cubie asks for'
  return run.padded ? `; each run${paddingNote(run)}` : ''
}

const LIMITER_WORDS = {
  warps: 'warps',
  registers: 'registers',
  shared: 'shared memory',
  blocks: 'blocks per SM',
  barriers: 'barriers',
} as const satisfies Record<Limiter, string>

function runsCard({ occupancy }: Cost, radix: Radix): Card {
  const title = 'Runs per SM'
  if (occupancy.kind !== 'known') {
    const isBad = occupancy.kind !== 'unknowable'
    return {
      title,
      ...(occupancy.kind === 'over-block-limit' ? NONE_LAUNCHES : { value: 'unknown', unit: '' }),
      note: occupancyNote(occupancy, radix),
      tone: isBad ? 'bad' : 'plain',
      bar: null,
    }
  }
  const { block, target, runsPerSM } = occupancy
  const most = target.warpsPerSM * WARP_SIZE
  const binding = block.binding.map((limiter) => LIMITER_WORDS[limiter]).join(' and ')
  const percent = Math.round(block.occupancy * 100)
  return {
    title,
    ...(runsPerSM === 0 ? NONE_LAUNCHES : { value: figure(runsPerSM), unit: `of ${figure(most)}` }),
    note: `limited by ${binding}; ${block.warps} of ${target.warpsPerSM} warps, ${percent} %`,
    tone: runsPerSM === 0 ? 'bad' : 'plain',
    bar: { value: runsPerSM, whole: most, marks: [] },
  }
}

function occupancyNote(occupancy: LaunchOccupancy, radix: Radix): string {
  switch (occupancy.kind) {
    case 'known':
      return ''
    case 'unknown-target':
    case 'invalid':
    case 'over-block-limit':
      return grouped(occupancy.message)
    case 'unknowable': {
      const count = (limit: string, value: number) =>
        figure(value, limit.endsWith('Size') ? radix : 'dec')
      const broken = occupancy.checks.filter((check) => !check.holds)
      const checks = (broken.length === 0 ? occupancy.checks : broken).map(
        ({ limit, need, most }) => `${limit}: ${count(limit, need)} of ${count(limit, most)}`,
      )
      return `WebGPU publishes no SM data. ${checks.join('; ')}`
    }
  }
}

function freeCard(cost: Cost, radix: Radix): Card {
  const { occupancy } = cost
  const free = roomOf(cost)
  const title = 'Free per run'
  if (free === null || occupancy.kind !== 'known')
    return {
      title,
      value: nothingLaunches(occupancy) ? '–' : 'unknown',
      unit: '',
      note: nothingLaunches(occupancy) ? NOTHING_LAUNCHES : 'needs a target with SM data',
      tone: 'plain',
      bar: null,
    }
  const { runsPerSM, blockSize } = free.next
  const then =
    runsPerSM === 0
      ? 'then nothing launches'
      : `then ${figure(occupancy.runsPerSM)} runs/SM become ${figure(runsPerSM)}`
  const isNewlyHalf =
    occupancy.block.warps > 0 && blockSize > 0 && blockSize < WARP_SIZE
      ? ', part of each warp idle'
      : ''
  return {
    title,
    value: figure(free.bytes, radix),
    unit: 'B',
    note: `${then}${isNewlyHalf}`,
    tone: 'plain',
    bar: null,
  }
}

const NOTHING_LAUNCHES = 'nothing launches now'

function nothingLaunches({ kind }: LaunchOccupancy): boolean {
  return kind === 'known' || kind === 'over-block-limit'
}

function bankCard({ banks, run, mendingPadWords, geometry }: Cost, radix: Radix): Card {
  const stride = `stride ${figure(run.strideWords, radix)} words`
  const card = { title: 'Bank conflicts', tone: 'plain', bar: null } as const
  if (geometry.kind === 'over-block-limit')
    return { ...card, value: '–', unit: '', note: NOTHING_LAUNCHES }
  if (banks.kind === 'broadcast')
    return { ...card, value: 'none', unit: '', note: 'nothing in shared memory' }
  if (banks.kind === 'misaligned')
    return {
      ...card,
      value: 'misaligned',
      unit: '',
      note: `${stride}, not a multiple of the element`,
      tone: 'bad',
    }
  if (banks.degree === 1)
    return {
      ...card,
      value: 'none',
      unit: '',
      note: `${stride}${run.padded ? ', padded' : ''}, odd`,
    }
  const mend =
    mendingPadWords === 0 ? '' : `; ${mendingPadWords * 4} B of padding a run would mend it (model)`
  return {
    ...card,
    value: `${banks.degree}-way`,
    unit: '',
    note: `${stride}${mend}`,
    tone: 'warning',
  }
}
