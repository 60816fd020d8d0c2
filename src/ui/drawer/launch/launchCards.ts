import { roomOf, type Cost } from '../../../core/analysis/cost.ts'
import {
  SHARED_TARGET_BYTES,
  sharedTargetBytes,
  type RunGeometry,
} from '../../../core/analysis/launch.ts'
import type { LaunchOccupancy } from '../../../core/analysis/launchOccupancy.ts'
import type { Limiter } from '../../../core/analysis/occupancy.ts'
import { WARP_SIZE } from '../../../core/analysis/targets.ts'
import { bytesOf } from '../../../core/registry/dtype.ts'
import type { Preferences } from '../../../store/state.ts'
import { figure, grouped, inUnits, sizeParts, spelled } from '../../figures.ts'

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

/** The cards of the launch drawer, in reading order; all of them exact. */
export function cardsOf(cost: Cost, preferences: Preferences): readonly Card[] {
  const say = (bytes: number) => spelled(bytes, bytesOf(cost.precision), preferences)
  const count = (bytes: number) => inUnits(bytes, bytesOf(cost.precision), preferences)
  const parts = (bytes: number) => {
    const { value, noun } = sizeParts(bytes, bytesOf(cost.precision), preferences)
    return { value, unit: noun }
  }
  const words: SizeWords = { say, count, parts, units: preferences.units }
  return [
    blockCard(cost, words),
    sharedCard(cost, words),
    runsCard(cost, words),
    freeCard(cost, words),
    bankCard(cost, words),
  ]
}

/** How sizes are said: in the user's unit. All take bytes. */
interface SizeWords {
  readonly say: (bytes: number) => string
  readonly count: (bytes: number) => string
  readonly parts: (bytes: number) => Pick<Card, 'value' | 'unit'>
  readonly units: Preferences['units']
}

function blockCard({ geometry, settings, run, limitBytes }: Cost, { say, count }: SizeWords): Card {
  const title = 'Block'
  if (geometry.kind === 'over-block-limit')
    return {
      title,
      ...NONE_LAUNCHES,
      note: `one run needs ${say(run.bytesPerRun)}${paddingNote(run, say)}, a block may have ${count(limitBytes)}`,
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

function sharedCard(cost: Cost, words: SizeWords): Card {
  const { geometry, run, limitBytes, settings } = cost
  const { staticSharedBytes } = settings
  const bytes = geometry.kind === 'launches' ? geometry.dynamicSharedBytes : run.bytesPerRun
  const targetBytes = sharedTargetBytes(settings)
  const isOver = bytes + staticSharedBytes > limitBytes
  return {
    title: 'Shared per block',
    ...words.parts(bytes),
    note: sharedNote(cost, words, isOver),
    tone: isOver ? 'bad' : bytes >= targetBytes ? 'warning' : 'plain',
    bar: {
      value: bytes + staticSharedBytes,
      whole: Math.max(limitBytes, bytes + staticSharedBytes),
      marks: [
        ...(targetBytes === Infinity
          ? []
          : [{ at: targetBytes + staticSharedBytes, label: targetWords(targetBytes, words) }]),
        { at: limitBytes, label: 'limit' },
      ],
    },
  }
}

function sharedNote(cost: Cost, { say, count }: SizeWords, isOver: boolean): string {
  const { geometry, run, limitBytes, settings } = cost
  const { staticSharedBytes } = settings
  const beside = staticSharedBytes === 0 ? '' : ` with ${count(staticSharedBytes)} static`
  const limit = `limit ${count(limitBytes)}${beside}`
  if (geometry.kind === 'over-block-limit')
    return `over the ${limit}, and that for one run${paddingNote(run, say)}`
  if (isOver) return `over the ${limit}`
  const targetBytes = sharedTargetBytes(settings)
  const isOverTarget = geometry.dynamicSharedBytes >= targetBytes
  const target =
    targetBytes === Infinity
      ? 'no target'
      : `${isOverTarget ? 'over' : 'under'} the ${targetWords(targetBytes, { count })}`
  return `${target}, ${limit}${leastNote(run, say)}`
}

function targetWords(bytes: number, { count }: Pick<SizeWords, 'count'>): string {
  return bytes === SHARED_TARGET_BYTES ? '32 KiB target' : `target of ${count(bytes)}`
}

function paddingNote({ padded }: RunGeometry, say: SizeWords['say']): string {
  return padded ? ` incl. ${say(4)} padding` : ''
}

/** What the block's bytes hold besides buffers. */
function leastNote(run: RunGeometry, say: SizeWords['say']): string {
  if (run.bytesPerRun === 0) return `; at least ${say(4)}, as cubie asks for`
  return run.padded ? `; each run${paddingNote(run, say)}` : ''
}

const LIMITER_WORDS = {
  warps: 'warps',
  registers: 'registers',
  shared: 'shared memory',
  blocks: 'blocks per SM',
  barriers: 'barriers',
} as const satisfies Record<Limiter, string>

function runsCard(cost: Cost, words: SizeWords): Card {
  const { occupancy } = cost
  const title = 'Runs per SM'
  if (occupancy.kind !== 'known') {
    return {
      title,
      ...(occupancy.kind === 'over-block-limit' ? NONE_LAUNCHES : { value: 'unknown', unit: '' }),
      note: occupancyNote(cost, words),
      tone: unknownTone(occupancy),
      bar: null,
    }
  }
  const { block, target, runsPerSM } = occupancy
  const most = target.warpsPerSM * WARP_SIZE
  const registers = `${cost.settings.registersPerThread} registers a thread, as set`
  const binding = block.binding
    .map((limiter) => (limiter === 'registers' ? registers : LIMITER_WORDS[limiter]))
    .join(' and ')
  const percent = Math.round(block.occupancy * 100)
  return {
    title,
    ...(runsPerSM === 0 ? NONE_LAUNCHES : { value: figure(runsPerSM), unit: `of ${figure(most)}` }),
    note: `limited by ${binding}; ${block.warps} of ${target.warpsPerSM} warps, ${percent}\u00a0%`,
    tone: runsPerSM === 0 ? 'bad' : 'plain',
    bar: { value: runsPerSM, whole: most, marks: [] },
  }
}

/** A device may grant more than the defaults that are checked, so that breaking them is no error yet. */
function unknownTone(occupancy: LaunchOccupancy): Card['tone'] {
  if (occupancy.kind !== 'unknowable') return 'bad'
  return occupancy.checks.every((check) => check.holds) ? 'plain' : 'warning'
}

function occupancyNote({ occupancy, run, limitBytes }: Cost, { say }: SizeWords): string {
  switch (occupancy.kind) {
    case 'known':
      return ''
    case 'unknown-target':
    case 'invalid':
      return grouped(occupancy.message)
    case 'over-block-limit':
      return `one run needs ${say(run.bytesPerRun)}, a block may have ${say(limitBytes)}`
    case 'unknowable': {
      const broken = occupancy.checks.filter((check) => !check.holds)
      const checks = (broken.length === 0 ? occupancy.checks : broken).map(
        ({ limit, need, most }) =>
          limit === 'maxComputeWorkgroupStorageSize'
            ? `${say(need)} of ${say(most)}`
            : `${figure(need)} of ${figure(most)} threads`,
      )
      return `WebGPU publishes no SM data. By its default limits a workgroup has ${checks.join(' and ')}`
    }
  }
}

function freeCard(cost: Cost, { parts }: SizeWords): Card {
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
    ...parts(free.bytes),
    note: `${then}${isNewlyHalf}`,
    tone: 'plain',
    bar: null,
  }
}

const NOTHING_LAUNCHES = 'nothing launches now'

function nothingLaunches({ kind }: LaunchOccupancy): boolean {
  return kind === 'known' || kind === 'over-block-limit'
}

function bankCard(cost: Cost, { say, units }: SizeWords): Card {
  const { banks, run, mendingPadWords, geometry } = cost
  const isOdd = banks.kind === 'strided' && banks.degree === 1 && units === 'elements'
  const stride = `${isOdd ? 'odd ' : ''}stride ${say(run.strideWords * 4)}`
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
      note: `${stride}${run.padded ? ', padded' : ''}`,
    }
  const mend =
    mendingPadWords === 0
      ? ''
      : `; ${say(mendingPadWords * 4)} of padding a run would mend it (model)`
  return {
    ...card,
    value: `${banks.degree}-way`,
    unit: '',
    note: `${stride}${mend}`,
    tone: 'warning',
  }
}
