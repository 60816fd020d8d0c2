import type { AutosavePorts } from '../../store/shelf/autosave.ts'

const TAB_KEY = 'bufferscope:tab'

/** What autosave needs of this tab: its locks, and what it remembers through a reload. */
export function tabPorts(): Pick<
  AutosavePorts,
  'newId' | 'now' | 'hold' | 'letGo' | 'rememberTab' | 'tabDocument'
> {
  const held = new Map<string, () => void>()
  return {
    newId: () => crypto.randomUUID(),
    now: () => Date.now(),
    hold: (name) =>
      new Promise((resolve) => {
        if (held.has(name)) {
          resolve(true)
          return
        }
        void navigator.locks.request(`bufferscope:${name}`, { ifAvailable: true }, (lock) => {
          resolve(lock !== null)
          if (lock === null) return undefined
          // Held until it is let go, or the tab is closed or killed.
          return new Promise<void>((release) => held.set(name, release))
        })
      }),
    letGo: (name) => {
      held.get(name)?.()
      held.delete(name)
    },
    rememberTab: (id) => {
      try {
        if (id === null) sessionStorage.removeItem(TAB_KEY)
        else sessionStorage.setItem(TAB_KEY, id)
      } catch {
        // Storage is refused: after a reload the last document is shown.
      }
    },
    tabDocument: tabDocument(),
  }
}

function tabDocument(): string | null {
  try {
    return sessionStorage.getItem(TAB_KEY)
  } catch {
    return null
  }
}
