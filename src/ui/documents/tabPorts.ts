import type { AutosavePorts } from '../../store/shelf/autosave.ts'
import { whenPainted } from '../later.ts'
import { isLarge } from './background/largeModel.ts'

const TAB_KEY = 'bufferscope:tab'

/** A lock of this tab, from when it is asked for. */
interface Lock {
  readonly isGranted: Promise<boolean>
  readonly release: () => void
}

/** What autosave needs of this tab: its locks, and what it remembers through a reload. */
export function tabPorts(): Pick<
  AutosavePorts,
  'newId' | 'now' | 'readyToWrite' | 'hold' | 'letGo' | 'rememberTab' | 'tabDocument'
> {
  const locks = new Map<string, Lock>()
  return {
    newId: () => crypto.randomUUID(),
    now: () => Date.now(),
    readyToWrite: async (model) => {
      if (isLarge(model)) await whenPainted()
    },
    hold: (name) => {
      // Asked for twice at once, it would be refused to this very tab.
      const lock = locks.get(name) ?? requested(name, () => locks.delete(name))
      locks.set(name, lock)
      return lock.isGranted
    },
    letGo: (name) => {
      locks.get(name)?.release()
      locks.delete(name)
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

function requested(name: string, onRefused: () => void): Lock {
  let release = () => {}
  // Held until it is let go, or the tab is closed or killed.
  const held = new Promise<void>((resolve) => (release = resolve))
  const isGranted = new Promise<boolean>((resolve) => {
    void navigator.locks.request(`bufferscope:${name}`, { ifAvailable: true }, (lock) => {
      if (lock === null) onRefused()
      resolve(lock !== null)
      return lock === null ? undefined : held
    })
  })
  return { isGranted, release: () => release() }
}

function tabDocument(): string | null {
  try {
    return sessionStorage.getItem(TAB_KEY)
  } catch {
    return null
  }
}
