import { useRef } from 'react'
import { nextByName } from './treeMoves.ts'
import type { TreeRows } from './treeRows.ts'

/** Letters typed within this time belong to one word. */
const TYPEAHEAD_MS = 700
/** It verifies wherever the keyboard is; within a word it is a letter as any other. */
const VERIFY_KEY = 'v'

/** Takes a letter: gives the row that is meant, -1 for none; null where the letter is a command's key. */
export function useTypeahead(): (rows: TreeRows, active: number, letter: string) => number | null {
  const typed = useRef({ text: '', at: 0 })
  return (rows, active, letter) => {
    const now = performance.now()
    const isContinued = now - typed.current.at < TYPEAHEAD_MS
    if (letter === VERIFY_KEY && !isContinued) return null
    const text = (isContinued ? typed.current.text : '') + letter.toLowerCase()
    typed.current = { text, at: now }
    return nextByName(rows, active, text)
  }
}
