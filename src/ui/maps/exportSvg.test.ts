import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { EMPTY_MODEL, type Model } from '../../core/document/model.ts'
import { factoryId } from '../../core/registry/factory.ts'
import { EMPTY_REGISTRY } from '../../core/registry/registry.ts'
import { addFactory, register } from '../../core/registry/verbs.ts'
import { openText } from '../../formats/open.ts'
import { mapSvg, type SvgOptions } from './exportSvg.ts'
import { escaped, shortened } from './svgText.ts'

const OPTIONS: SvgOptions = {
  palette: {
    factories: ['#8fb3ea', '#f0b775', '#8fcfb2', '#c9b3ec', '#e8a4b8', '#9fd0dc', '#cfd6a0'],
    ink: '#1b2330',
    muted: '#5a6576',
    accent: '#2059c4',
    accentGround: '#e7effc',
    background: '#f6f7f9',
    panel: '#ffffff',
    hairline: '#e3e6eb',
    lane: '#eceef2',
    warning: '#8c590a',
    bad: '#b3291f',
    words: 'Inter',
    figures: 'JetBrains Mono',
    isForced: false,
  },
  preferences: { units: 'elements', radix: 'dec', theme: 'light' },
  device: null,
}

const NAMES = [
  '</text><script>alert(1)</script>',
  '"onload="x',
  "it's & <b>",
  '__proto__',
  '*/',
  '🧪 ]]>',
]

function modelOf(names: readonly string[]): Model {
  const registry = names.reduce(
    (next, name) => register(next, factoryId('loop'), { name, size: 64, location: 'shared' }),
    addFactory(EMPTY_REGISTRY, { id: 'loop' }),
  )
  return { ...EMPTY_MODEL, name: names[0] ?? 'Untitled', registry }
}

/** Tags of the text, checked to open and close in order; what is not markup is left out. */
function tagsOf(svg: string): readonly string[] {
  const open: string[] = []
  const seen: string[] = []
  for (const [, closing, name, self] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/gi)) {
    if (name === undefined) continue
    seen.push(name)
    if (closing === '/') expect(open.pop()).toBe(name)
    else if (self !== '/') open.push(name)
  }
  expect(open).toEqual([])
  return [...new Set(seen)]
}

test('a name is text in the picture, whatever it holds', () => {
  const svg = mapSvg(modelOf(NAMES), OPTIONS)
  expect([...tagsOf(svg)].sort()).toEqual(['g', 'path', 'rect', 'svg', 'text', 'title'])
  expect(svg).not.toContain('<script')
  for (const name of NAMES) expect(svg).toContain(`<title>${escaped(name)}</title>`)
})

test('a real kernel is drawn, the same to the byte each time', () => {
  const text = readFileSync('fixtures/cubie/0.9.0__firk_radau_iia_5__n32__float32.json', 'utf8')
  const opened = openText(text, {})
  if (opened.kind !== 'ok') throw new Error('the fixture does not open')
  const svg = mapSvg(opened.model, OPTIONS)
  expect(svg).toContain('<title>cached_auxiliaries</title>')
  expect(svg).toContain('>677<')
  expect(mapSvg({ ...opened.model }, OPTIONS)).toBe(svg)
})

test('capacity lines stand by the scale of the segments, and what is over a limit is tinted', () => {
  const one = register(addFactory(EMPTY_REGISTRY, { id: 'loop' }), factoryId('loop'), {
    ...{ name: 'state', size: 300, location: 'shared' },
  })
  const svg = mapSvg({ ...EMPTY_MODEL, registry: one }, OPTIONS)
  const width = Number(/<title>state<\/title><rect x="0" y="0" width="(\d+)"/.exec(svg)?.[1])
  // A block of 32 runs: 256 elements of four bytes each fill 32 KiB, 384 fill 48 KiB.
  const lines = [...svg.matchAll(/<path d="M(\d+) 0V\d+" stroke="(#\w+)" stroke-width="1.5"/g)]
  expect(lines.map(([, , colour]) => colour)).toEqual(['#8c590a', '#b3291f'])
  for (const [i, elements] of [256, 384].entries())
    expect(Math.abs(Number(lines[i]?.[1]) - (elements / 300) * (width + 1))).toBeLessThan(2)
  expect(svg).toContain('>256 32 KiB target<')
  expect(svg).toContain('>384 full warps<')
  const tint = /<rect x="(\d+)" width="(\d+)" height="\d+" fill="#b3291f" fill-opacity="0.09"/
  const [, from, wide] = tint.exec(svg) ?? []
  expect(from).toBe(lines[1]?.[1])
  expect(Number(from) + Number(wide)).toBe(1200 - 2 * 24)
})

test('an empty registry gives a picture of nothing', () => {
  expect(tagsOf(mapSvg(EMPTY_MODEL, OPTIONS))).toEqual(['svg', 'title', 'rect', 'text'])
})

test('what XML cannot hold is left out, and what it can is kept', () => {
  expect(escaped('a\u0000b\uD800c🧪\uFFFE')).toBe('abc🧪')
  expect(escaped(`<&>"'`)).toBe('&lt;&amp;&gt;&quot;&#39;')
})

test('a text is cut between letters, and not at all where it fits', () => {
  expect(shortened('delta', 100)).toBe('delta')
  expect(shortened('proposed_state', 45)).toBe('propo…')
  expect(shortened('🧪🧪🧪🧪🧪', 27)).toBe('🧪🧪🧪…')
  expect(shortened('delta', 15)).toBe('')
})
