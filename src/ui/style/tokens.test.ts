import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const CSS = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')

/** The tokens of a theme; the dark one overrides the light. */
function tokensOf(theme: 'light' | 'dark'): ReadonlyMap<string, string> {
  const [light = '', dark = ''] = CSS.split(":root[data-theme='dark']")
  const text = theme === 'light' ? light : light + dark
  return new Map(
    [...text.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map((m) => [m[1] ?? '', m[2] ?? '']),
  )
}

/** Relative luminance of `#rrggbb`. Source: WCAG 2.2. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(colour.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

const PAIRS: readonly (readonly [string, string])[] = [
  ...['ink', 'muted', 'accent', 'good', 'warning', 'bad'].flatMap(
    (text) =>
      [
        ['background', text],
        ['panel', text],
      ] as const,
  ),
  ['field', 'ink'],
  ['field', 'muted'],
  ['accent-ground', 'ink'],
  ['accent-ground', 'accent'],
  ['accent-ground', 'muted'],
  ['accent', 'on-accent'],
  ['good-ground', 'good'],
  ['warning-ground', 'warning'],
  ['bad-ground', 'bad'],
  ...[0, 1, 2, 3, 4, 5, 6].map((hue) => [`factory-${hue}`, 'ink'] as const),
]

test.each(['light', 'dark'] as const)(
  'text is readable on every ground of the %s theme',
  (theme) => {
    const tokens = tokensOf(theme)
    const low = PAIRS.flatMap(([ground, text]) => {
      const ratio = contrast(tokens.get(ground) ?? '', tokens.get(text) ?? '')
      return ratio >= 4.5 ? [] : [`${text} on ${ground}: ${ratio.toFixed(2)}`]
    })
    expect(low).toEqual([])
  },
)
