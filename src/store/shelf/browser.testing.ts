import { EMPTY_MODEL, type Model } from '../../core/document/model.ts'
import { presentOf, type History } from '../history.ts'
import { createInspector, DEFAULT_PREFERENCES } from '../inspectorStore.ts'
import { Autosave } from './autosave.ts'
import type { Shelf, ShelvedDocument } from './shelf.ts'
import type { Source } from '../state.ts'

/** A browser with its shelf and its locks, for tabs to share. */
export function browser() {
  const histories = new Map<string, History<Model>>()
  const documents = new Map<string, ShelvedDocument>()
  const sources = new Map<string, Source>()
  const locks = new Set<string>()
  let count = 0
  let isFull = false
  const loading = { wait: Promise.resolve(), isRefused: false }
  const saving = { wait: Promise.resolve() }
  const holding = { wait: Promise.resolve() }
  const painting = { wait: Promise.resolve() }
  const shelf: Shelf = {
    list: async () => [...documents.values()].reverse(),
    load: async (id) => {
      await loading.wait
      if (loading.isRefused) throw new Error('UnknownError')
      const history = histories.get(id)
      return history === undefined ? null : { history, source: sources.get(id) ?? null }
    },
    save: async ({ id, history, source, now }) => {
      await saving.wait
      if (isFull) throw new Error('QuotaExceededError')
      histories.set(id, history)
      if (source !== null) sources.set(id, source)
      documents.delete(id)
      const { at, steps } = history
      const { name } = presentOf(history)
      documents.set(id, { id, name, savedAt: now, isOpen: true, at, stepCount: steps.length })
    },
    mark: async (id, { isOpen }) => {
      const document = documents.get(id)
      if (document === undefined) return
      // As the index by time lists them: what is shown comes last.
      if (isOpen) documents.delete(id)
      documents.set(id, { ...document, isOpen })
    },
    remove: async (id) => {
      histories.delete(id)
      documents.delete(id)
    },
  }

  function tab(tabDocument: string | null = null) {
    const own = new Set<string>()
    const { store, actions } = createInspector({
      preferences: DEFAULT_PREFERENCES,
      verify: () => new Promise(() => {}),
      keeper: {
        isKept: (history) => autosave.isKept(history),
        settled: () => autosave.settled(),
      },
    })
    const remembered = { id: tabDocument }
    const autosave: Autosave = new Autosave({
      store,
      shelf,
      reopen: actions.reopen,
      newId: () => `document ${++count}`,
      now: () => count,
      readyToWrite: () => painting.wait,
      hold: async (name) => {
        await holding.wait
        if (own.has(name)) return true
        if (locks.has(name)) return false
        locks.add(name)
        own.add(name)
        return true
      },
      letGo: (name) => {
        if (own.delete(name)) locks.delete(name)
      },
      rememberTab: (id) => (remembered.id = id),
      tabDocument,
    })
    const kill = () => own.forEach((name) => locks.delete(name))
    return { store, actions, autosave, kill, remembered }
  }
  const fill = (full: boolean) => (isFull = full)
  return { tab, histories, documents, painting, loading, saving, holding, fill }
}

export const named = (name: string): Model => ({ ...EMPTY_MODEL, name })
export const rename = (name: string) => (model: Model) => ({ ...model, name })

/** A wait, and its end. */
export function gate() {
  let open = () => {}
  const wait = new Promise<void>((resolve) => (open = resolve))
  return { wait, open: () => open() }
}
