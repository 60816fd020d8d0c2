import fc from 'fast-check'
import { expect, test } from 'vitest'
import { domainEnd, ticksOf } from './axis.ts'
import { fitted, panned, revealing, within, zoomed } from './window.ts'

const DOMAIN = { from: 0, to: 1024 }

test('zooming keeps the byte under the pointer where it is', () => {
  const window = zoomed({ from: 0, to: 1024 }, DOMAIN, { factor: 0.5, about: 256 })
  expect(window).toEqual({ from: 128, to: 640 })
})

test('zooming out of everything gives the domain back', () => {
  expect(zoomed({ from: 100, to: 200 }, DOMAIN, { factor: 1000, about: 150 })).toEqual(DOMAIN)
})

test('panning stops at the ends of the domain', () => {
  expect(panned({ from: 100, to: 200 }, DOMAIN, -500)).toEqual({ from: 0, to: 100 })
  expect(panned({ from: 100, to: 200 }, DOMAIN, 5000)).toEqual({ from: 924, to: 1024 })
})

test('no window leaves its domain or turns inside out', () => {
  const ends = fc.double({ min: -2000, max: 4000, noNaN: true })
  fc.assert(
    fc.property(ends, ends, fc.double({ min: 0.001, max: 100, noNaN: true }), (a, b, factor) => {
      const range = { from: Math.min(a, b), to: Math.max(a, b) + 1 }
      const windows = [
        within(range, DOMAIN),
        fitted(range, DOMAIN),
        zoomed(within(range, DOMAIN), DOMAIN, { factor, about: 512 }),
        revealing({ from: 0, to: 64 }, DOMAIN, within(range, DOMAIN)),
      ]
      for (const { from, to } of windows) {
        expect(from).toBeGreaterThanOrEqual(0)
        expect(to).toBeLessThanOrEqual(1024 + 1e-9)
        expect(to).toBeGreaterThan(from)
      }
    }),
  )
})

test('what is in sight is revealed without moving', () => {
  const window = { from: 0, to: 64 }
  expect(revealing(window, DOMAIN, { from: 8, to: 16 })).toBe(window)
  expect(revealing(window, DOMAIN, { from: 60, to: 80 })).toEqual({ from: 16, to: 80 })
})

test('ticks are multiples of a power of two units', () => {
  expect(ticksOf({ from: 0, to: 1792 }, 800, 4).map((bytes) => bytes / 4)).toEqual([
    0, 64, 128, 192, 256, 320, 384, 448,
  ])
  expect(ticksOf({ from: 10, to: 14 }, 800, 4)).toEqual([12])
  expect(ticksOf({ from: 0, to: 0 }, 800, 4)).toEqual([])
})

test('a domain has room behind its end and does not move with every element', () => {
  expect(domainEnd(291 * 4, 4)).toBe(320 * 4)
  expect(domainEnd(295 * 4, 4)).toBe(320 * 4)
  expect(domainEnd(0, 4)).toBeGreaterThan(0)
})
