import type { Layout } from 'react-resizable-panels'
import { recall, remember } from './memory.ts'

/** Sizes of a group's panels as they were left; null where there are none yet. */
export function rememberedLayout(group: string): Layout | null {
  const known = recall(`panels:${group}`)
  if (typeof known !== 'object' || known === null) return null
  const entries = Object.entries(known).flatMap(([id, size]: [string, unknown]) =>
    typeof size === 'number' ? [[id, size] as const] : [],
  )
  return entries.length === 0 ? null : Object.fromEntries(entries)
}

export function rememberLayout(group: string, layout: Layout): void {
  remember(`panels:${group}`, layout)
}
