import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import {
  blockOccupancy,
  limitingFactorBits,
  maxDynamicBytesFor,
  type BlockLaunch,
} from './occupancy.ts'
import { TARGETS, targetOf, type Target } from './targets.ts'

const NO_LIMIT = 2147483647

/** Rows of the answers file as numbers, `cc` and `mode` apart; columns by their names. */
function oracleRows() {
  const text = gunzipSync(readFileSync('fixtures/occupancy-oracle.csv.gz')).toString()
  const [header = '', ...lines] = text.trim().split(/\r?\n/)
  const columns = header.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    const cell = (name: string) => cells[columns.indexOf(name)] ?? ''
    return { line, cc: cell('cc'), mode: cell('mode'), n: (name: string) => Number(cell(name)) }
  })
}

const ROWS = oracleRows()

function knownTarget(name: string): Target {
  const target = targetOf(name)
  if (target === null) throw new Error(`no ${name}`)
  return target
}

function launchOf(row: (typeof ROWS)[number]): BlockLaunch {
  const staticSharedBytes = row.n('staticSmem')
  return {
    blockSize: row.n('blockSize'),
    registersPerThread: row.n('regsPerThread'),
    staticSharedBytes,
    dynamicSharedBytes: row.n('dynamicSmem'),
    optedInBytes: row.mode === 'optin' ? knownTarget(row.cc).optInBytes - staticSharedBytes : null,
    carveoutPercent: row.n('carveout'),
    barriers: row.n('barriers'),
  }
}

describe('occupancy', () => {
  test('equals the calculator in all 8,292 rows and every column', () => {
    expect(ROWS).toHaveLength(8292)
    const wrong: unknown[] = []
    for (const row of ROWS) {
      const ours = blockOccupancy(knownTarget(row.cc), launchOf(row))
      const got = ours.kind === 'fits' ? columnsOf(ours) : { status: 1 }
      const want = Object.fromEntries(Object.keys(got).map((name) => [name, row.n(name)]))
      if (JSON.stringify(got) !== JSON.stringify(want)) wrong.push({ line: row.line, got })
    }
    expect(wrong.slice(0, 3)).toEqual([])
  })

  test('knows twelve compute capabilities and none besides', () => {
    expect(new Set(ROWS.map((row) => row.cc))).toEqual(new Set(TARGETS.map((t) => t.name)))
    for (const name of ['', '6.1', '8.8', '8', '9.00', '__proto__', 'webgpu'])
      expect(targetOf(name)).toBeNull()
  })

  test('names every limit that equals the blocks', () => {
    const launch = {
      blockSize: 64,
      registersPerThread: 32,
      staticSharedBytes: 0,
      dynamicSharedBytes: 0,
      optedInBytes: null,
      carveoutPercent: -1,
      barriers: 1,
    }
    expect(blockOccupancy(knownTarget('12.0'), launch)).toMatchObject({
      blocks: 24,
      binding: ['warps', 'blocks', 'barriers'],
    })
    expect(blockOccupancy(knownTarget('12.0'), { ...launch, barriers: 3 })).toMatchObject({
      blocks: 8,
      binding: ['barriers'],
    })
  })
})

function columnsOf(ours: Extract<ReturnType<typeof blockOccupancy>, { kind: 'fits' }>) {
  const finite = (limit: number) => (limit === Infinity ? NO_LIMIT : limit)
  return {
    status: 0,
    activeBlocks: ours.blocks,
    activeWarps: ours.warps,
    occupancy: Number(ours.occupancy.toFixed(6)),
    limitingFactors: limitingFactorBits(ours.limits),
    limWarps: finite(ours.limits.warps),
    limRegs: finite(ours.limits.registers),
    limSmem: finite(ours.limits.shared),
    limBlocks: finite(ours.limits.blocks),
    limBarriers: finite(ours.limits.barriers),
    allocRegsPerBlock: ours.registersPerBlock,
    allocSmemPerBlock: ours.sharedBytesPerBlock,
  }
}

describe('the inverse of occupancy', () => {
  /** The pairs of block size and register count that the answers hold for a target. */
  function pairsOf(cc: string) {
    const rows = ROWS.filter((row) => row.cc === cc && row.n('carveout') >= -1)
    const pairs = new Map(
      rows.map((row) => {
        const pair = { blockSize: row.n('blockSize'), registersPerThread: row.n('regsPerThread') }
        return [JSON.stringify(pair), pair] as const
      }),
    )
    return [...pairs.values()]
  }

  test.each(TARGETS.map((target) => [target.name, target] as const))(
    'on %s, n blocks fit at the answer and not at one byte more',
    (_, target) => {
      let answers = 0
      const wrong: unknown[] = []
      for (const pair of pairsOf(target.name)) {
        const launch = { ...pair, staticSharedBytes: 0, barriers: 1 }
        const possible = blocksAt(target, { ...launch, optIn: false }, 0)
        for (let n = 1; n <= possible; n++)
          for (const optIn of [false, true]) {
            const bytes = maxDynamicBytesFor(target, n, { ...launch, optIn })
            answers++
            const fits = bytes !== null && blocksAt(target, { ...launch, optIn }, bytes) >= n
            const more = bytes !== null && blocksAt(target, { ...launch, optIn }, bytes + 1) >= n
            if (!fits || more) wrong.push({ ...pair, n, optIn, bytes })
          }
        expect(maxDynamicBytesFor(target, possible + 1, { ...launch, optIn: true })).toBeNull()
      }
      expect(wrong.slice(0, 3)).toEqual([])
      expect(answers).toBeGreaterThan(1_000)
    },
  )

  test('holds for every common block size with every register count', () => {
    const counts = new Map<number, number>()
    for (const row of ROWS)
      counts.set(row.n('blockSize'), (counts.get(row.n('blockSize')) ?? 0) + 1)
    const common = [...counts].flatMap(([blockSize, rows]) => (rows >= 100 ? [blockSize] : []))
    const registers = [...new Set(ROWS.map((row) => row.n('regsPerThread')))]
    expect(common.length * registers.length).toBeGreaterThan(2000)
    const wrong: unknown[] = []
    for (const target of TARGETS)
      for (const blockSize of common)
        for (const registersPerThread of registers) {
          const block = { blockSize, registersPerThread, staticSharedBytes: 0, barriers: 1 }
          const launch = { ...block, optIn: true }
          if (!isExactInverse(target, launch)) wrong.push({ target: target.name, ...block })
        }
    expect(wrong.slice(0, 3)).toEqual([])
  })

  test('takes static bytes off, and has no answer where they alone are too many', () => {
    const target = knownTarget('8.9')
    const launch = { blockSize: 32, registersPerThread: 32, barriers: 1, optIn: false }
    expect(maxDynamicBytesFor(target, 2, { ...launch, staticSharedBytes: 0 })).toBe(49152)
    expect(maxDynamicBytesFor(target, 2, { ...launch, staticSharedBytes: 152 })).toBe(49000)
    expect(maxDynamicBytesFor(target, 2, { ...launch, staticSharedBytes: 50000 })).toBeNull()
  })
})

function blocksAt(
  target: Target,
  launch: Parameters<typeof maxDynamicBytesFor>[2],
  dynamicSharedBytes: number,
): number {
  const optedInBytes = launch.optIn ? target.optInBytes - launch.staticSharedBytes : null
  const found = blockOccupancy(target, {
    ...launch,
    dynamicSharedBytes,
    optedInBytes,
    carveoutPercent: -1,
  })
  return found.kind === 'fits' ? found.blocks : 0
}

/** As many blocks as fit without dynamic bytes fit at the answer, and fewer at one byte more. */
function isExactInverse(target: Target, launch: Parameters<typeof maxDynamicBytesFor>[2]): boolean {
  const n = blocksAt(target, launch, 0)
  if (n === 0) return maxDynamicBytesFor(target, 1, launch) === null
  const bytes = maxDynamicBytesFor(target, n, launch) ?? -1
  return blocksAt(target, launch, bytes) >= n && blocksAt(target, launch, bytes + 1) < n
}
