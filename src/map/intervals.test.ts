import fc from 'fast-check'
import { expect, test } from 'vitest'
import { intervalAt, walkIntervals, type Cluster, type Intervals, type Sight } from './intervals.ts'

type Pair = readonly [start: number, end: number]

function intervalsOf(pairs: readonly Pair[]): Intervals {
  return {
    count: pairs.length,
    startAt: (i) => pairs[i]?.[0] ?? 0,
    endAt: (i) => pairs[i]?.[1] ?? 0,
    coveredBy: (first, end) => pairs.slice(first, end).reduce((sum, [a, b]) => sum + b - a, 0),
  }
}

function walked(pairs: readonly Pair[], sight: Sight) {
  const wide: number[] = []
  const clusters: Cluster[] = []
  walkIntervals(intervalsOf(pairs), sight, {
    wide: (at) => wide.push(at),
    cluster: (cluster) => clusters.push(cluster),
  })
  return { wide, clusters }
}

/** Gaps and lengths become disjoint intervals in order. */
const disjoint = fc
  .array(fc.tuple(fc.nat({ max: 5 }), fc.integer({ min: 1, max: 40 })), { maxLength: 200 })
  .map((steps) => {
    let end = 0
    return steps.map(([gap, length]): Pair => {
      const start = end + gap
      end = start + length
      return [start, end]
    })
  })

const sights = fc.record({
  from: fc.nat({ max: 500 }),
  width: fc.integer({ min: 1, max: 4000 }),
  pixels: fc.integer({ min: 1, max: 900 }),
  narrow: fc.double({ min: 1, max: 6, noNaN: true }),
})

test('nothing is in sight where there is nothing', () => {
  expect(walked([], { from: 0, to: 10, pixels: 100, narrow: 1.5 })).toEqual({
    wide: [],
    clusters: [],
  })
})

test('narrow intervals that begin in one pixel are one cluster with the share they cover', () => {
  const pairs: readonly Pair[] = [
    [0, 1],
    [1, 2],
    [3, 4],
    [4, 40],
  ]
  expect(walked(pairs, { from: 0, to: 40, pixels: 10, narrow: 1.5 })).toEqual({
    wide: [3],
    clusters: [{ first: 0, end: 3, column: 0, density: 0.75 }],
  })
})

test('every interval in sight is visited once, wide ones alone, and no pixel begins two clusters', () => {
  fc.assert(
    fc.property(disjoint, sights, (pairs, { from, width, pixels, narrow }) => {
      const sight = { from, to: from + width, pixels, narrow }
      const scale = pixels / width
      const { wide, clusters } = walked(pairs, sight)
      const inSight = pairs.flatMap(([a, b], i) => (b > from && a < sight.to ? [i] : []))
      const clustered = clusters.flatMap(({ first, end }) =>
        Array.from({ length: end - first }, (_, k) => first + k),
      )
      // A cluster may reach over the right edge, never past the last interval in its pixel.
      const visited = [...wide, ...clustered].sort((a, b) => a - b)
      expect(visited.filter((i) => inSight.includes(i))).toEqual(inSight)
      expect(new Set(visited).size).toBe(visited.length)
      const lengths = (i: number) => ((pairs[i]?.[1] ?? 0) - (pairs[i]?.[0] ?? 0)) * scale
      for (const i of wide) expect(lengths(i)).toBeGreaterThanOrEqual(narrow)
      for (const i of clustered) expect(lengths(i)).toBeLessThan(narrow)
      const columns = clusters.map(({ column }) => column)
      expect(new Set(columns).size).toBe(columns.length)
      for (const { density } of clusters) expect(density > 0 && density <= 1).toBe(true)
    }),
  )
})

test('a frame costs by pixels and not by intervals', () => {
  const count = 1_000_000
  let reads = 0
  const million: Intervals = {
    count,
    startAt: (i) => (reads++, i * 4),
    endAt: (i) => (reads++, i * 4 + 4),
    coveredBy: (first, end) => (end - first) * 4,
  }
  let visits = 0
  walkIntervals(
    million,
    { from: 0, to: count * 4, pixels: 1000, narrow: 1.5 },
    {
      wide: () => visits++,
      cluster: () => visits++,
    },
  )
  expect(visits).toBe(1000)
  expect(reads).toBeLessThan(1000 * 60)
})

test('the interval that holds a value is found, and none in a gap', () => {
  fc.assert(
    fc.property(disjoint, fc.nat({ max: 3000 }), (pairs, value) => {
      const found = pairs.findIndex(([a, b]) => a <= value && value < b)
      expect(intervalAt(intervalsOf(pairs), value)).toBe(found)
    }),
  )
})
