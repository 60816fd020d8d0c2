import type { Tendency } from './launchWords.ts'
import './TendencyMark.css'

const MARKS = {
  more: { sign: '▲', words: 'more runs per SM' },
  fewer: { sign: '▼', words: 'fewer runs per SM' },
} as const

/** An arrow up or down for more runs at a time or fewer; nothing for as many. */
export function TendencyMark({ tendency }: { readonly tendency: Tendency }) {
  if (tendency === 'same') return null
  const { sign, words } = MARKS[tendency]
  return (
    <span className="tendency" data-tendency={tendency} role="img" aria-label={words}>
      {sign}
    </span>
  )
}
