import { useSyncExternalStore } from 'react'
import { forgetTextWidths } from './fitText.ts'

/** The colours of a canvas, read from the page's tokens. */
export interface Palette {
  readonly factories: readonly string[]
  readonly ink: string
  readonly muted: string
  readonly accent: string
  readonly accentGround: string
  readonly background: string
  readonly panel: string
  readonly hairline: string
  readonly lane: string
  readonly warning: string
  readonly bad: string
  readonly words: string
  readonly figures: string
  /** Colours are the reader's own: nothing is told by hue. */
  readonly isForced: boolean
}

const HUES = 7
const FORCED = '(forced-colors: active)'
const DARK = '(prefers-color-scheme: dark)'

let present: Palette | null = null
let isWatching = false
const listeners = new Set<() => void>()

/** The present colours; drawn anew when the theme, the system's preference or the fonts change. */
export function usePalette(): Palette {
  return useSyncExternalStore(subscribe, () => (present ??= readPalette()))
}

function subscribe(changed: () => void): () => void {
  watch()
  listeners.add(changed)
  return () => listeners.delete(changed)
}

/** From the first canvas on, also while none is shown: the colours that the next one finds are right. */
function watch(): void {
  if (isWatching) return
  isWatching = true
  const observer = new MutationObserver(forget)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'class'] })
  for (const query of [FORCED, DARK]) matchMedia(query).addEventListener('change', forget)
  document.fonts.addEventListener('loadingdone', () => {
    forgetTextWidths()
    forget()
  })
}

function forget(): void {
  present = null
  for (const changed of listeners) changed()
}

/** The present colours, read now. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const named = {
    factories: Array.from({ length: HUES }, (_, hue) => token(`factory-${hue}`)),
    ink: token('ink'),
    muted: token('muted'),
    accent: token('accent'),
    accentGround: token('accent-ground'),
    background: token('background'),
    panel: token('panel'),
    hairline: token('hairline'),
    lane: token('lane'),
    warning: token('warning'),
    bad: token('bad'),
    words: token('words'),
    figures: token('figures'),
    isForced: false,
  }
  return matchMedia(FORCED).matches ? { ...named, ...FORCED_COLOURS } : named
}

/** System colours: a canvas is not recoloured by the browser. */
const FORCED_COLOURS = {
  factories: Array.from({ length: HUES }, () => 'Canvas'),
  ink: 'CanvasText',
  muted: 'CanvasText',
  accent: 'Highlight',
  accentGround: 'Canvas',
  background: 'Canvas',
  panel: 'Canvas',
  hairline: 'GrayText',
  lane: 'Canvas',
  warning: 'CanvasText',
  bad: 'LinkText',
  isForced: true,
}
