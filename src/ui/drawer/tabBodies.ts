import { useEffect, useState, type ComponentType } from 'react'
import type { DrawerTab } from '../../store/state.ts'

/** Each body is a chunk of its own, so that none of them stands before the first paint. */
const LOADERS: Readonly<Record<DrawerTab, () => Promise<ComponentType>>> = {
  launch: async () => (await import('./launch/LaunchTab.tsx')).LaunchTab,
  findings: async () => (await import('./findings/FindingsTab.tsx')).FindingsTab,
  code: async () => (await import('./code/CodeTab.tsx')).CodeTab,
  verification: async () => (await import('./verification/VerificationTab.tsx')).VerificationTab,
  history: async () => (await import('./history/HistoryTab.tsx')).HistoryTab,
}

const ORDER = ['launch', 'findings', 'code', 'verification', 'history'] as const

export type TabBody =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly Body: ComponentType }
  | { readonly kind: 'failed'; readonly retry: () => void }

/**
 * The body of a tab. The first one asked for is loaded at once and then the others, so that a tab
 * that is opened is there in the same frame; React's own lazy would show a placeholder for 300 ms.
 */
export function useTabBody(tab: DrawerTab): TabBody {
  const [bodies, setBodies] = useState<ReadonlyMap<DrawerTab, ComponentType>>(new Map())
  const [failed, setFailed] = useState<DrawerTab | null>(null)
  const Body = bodies.get(tab)
  const isMissing = Body === undefined

  useEffect(() => {
    let isWanted = true
    async function load() {
      for (const next of isMissing ? [tab, ...ORDER] : ORDER) {
        try {
          const loaded = await LOADERS[next]()
          if (isWanted) setBodies((known) => withBody(known, next, loaded))
        } catch {
          if (isWanted && next === tab) setFailed(tab)
        }
      }
    }
    if (failed === null) void load()
    return () => {
      isWanted = false
    }
  }, [tab, isMissing, failed])

  if (Body !== undefined) return { kind: 'loaded', Body }
  if (failed === tab) return { kind: 'failed', retry: () => setFailed(null) }
  return { kind: 'loading' }
}

function withBody(
  known: ReadonlyMap<DrawerTab, ComponentType>,
  tab: DrawerTab,
  body: ComponentType,
): ReadonlyMap<DrawerTab, ComponentType> {
  return known.get(tab) === body ? known : new Map(known).set(tab, body)
}
