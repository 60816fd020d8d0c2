import type { StoreApi } from 'zustand/vanilla'
import type { Model } from '../../core/document/model.ts'
import type { CancelSignal } from '../../core/probe/runner.ts'
import type { History, Step } from '../history.ts'
import { say } from '../notice.ts'
import type { InspectorState } from '../state.ts'
import type { Shelf, ShelvedDocument } from './shelf.ts'

/** What autosave needs of the browser; main.tsx passes the real ones in. */
export interface AutosavePorts {
  readonly store: StoreApi<InspectorState>
  readonly reopen: (history: History<Model>) => void
  readonly shelf: Shelf
  readonly newId: () => string
  readonly now: () => number
  /** Holds a name for this tab alone until it is closed; false where another tab holds it. */
  readonly hold: (name: string) => Promise<boolean>
  readonly letGo: (name: string) => void
  /** The document of this tab, remembered through a reload. */
  readonly rememberTab: (id: string | null) => void
  readonly tabDocument: string | null
}

/** The document that this tab holds. */
interface Held {
  readonly id: string
  /** What tells it from another document: a history keeps its first step. */
  readonly first: Step<Model> | undefined
  /** As it was last written; null before that. */
  saved: History<Model> | null
}

/** What came of loading a document: "elsewhere" where another tab has it open, "gone" where it is not kept. */
export type Reopened = 'shown' | 'elsewhere' | 'gone' | 'unreadable' | 'given-up'

/** Keeps every step as it is made; a document is open in one tab at a time, so no tab overwrites another. */
export class Autosave {
  readonly #ports: AutosavePorts
  #held: Held | null = null
  #writing: Promise<void> = Promise.resolve()
  #hasComplained = false
  /** Documents that are loaded or forgotten just now, each as often as that is so. */
  readonly #inUse: string[] = []

  constructor(ports: AutosavePorts) {
    this.#ports = ports
    ports.store.subscribe((state, before) => {
      if (state.history !== before.history) this.#follow(state.history)
    })
  }

  /**
   * Shows what this tab had open, or else the last document that no other tab has. A document that is
   * opened meanwhile stays, and so does the empty page after a cancel.
   */
  async start(signal: CancelSignal = NEVER): Promise<void> {
    const { shelf, store, tabDocument } = this.#ports
    const isWanted = () => store.getState().history === null && !signal.aborted
    // Where storage is refused there is nothing to show; the first step that is not kept says so.
    const shelved = await shelf.list().catch(() => [])
    const others = shelved.map((document) => document.id)
    for (const id of tabDocument === null ? others : [tabDocument, ...others])
      if (!isWanted() || (await this.#load(id, isWanted)) === 'shown') break
  }

  recent(): Promise<readonly ShelvedDocument[]> {
    return this.#ports.shelf.list()
  }

  /** Shows a document of the shelf, and says what came of it. */
  openRecent(id: string, signal: CancelSignal = NEVER): Promise<Reopened> {
    return this.#load(id, () => !signal.aborted)
  }

  /** Whether a reload would show this history as it is. */
  isKept(history: History<Model>): boolean {
    return this.#held?.saved === history
  }

  /** `isWanted` is asked again when the document is there: it may have been given up meanwhile. */
  async #load(id: string, isWanted: () => boolean): Promise<Reopened> {
    if (this.#held?.id === id) return 'shown'
    return this.#using(id, 'elsewhere', async () => {
      const history = await this.#ports.shelf.load(id).catch(() => 'unreadable' as const)
      if (!isWanted()) return 'given-up'
      if (history === 'unreadable') return history
      if (history === null) return 'gone'
      this.#become({ id, first: history.steps[0], saved: history })
      this.#ports.reopen(history)
      return 'shown'
    })
  }

  /** Takes a document off the shelf; false where a tab has it open. */
  async forget(id: string): Promise<boolean> {
    if (this.#held?.id === id || this.#inUse.includes(id)) return false
    return this.#using(id, false, async () => {
      await this.#ports.shelf.remove(id)
      return true
    })
  }

  /**
   * Does what needs a document that no other tab has and that is written; gives `refused` where one has
   * it. It is let go with the last that uses it, unless it is shown then.
   */
  async #using<T>(id: string, refused: T, run: () => Promise<T>): Promise<T> {
    this.#inUse.push(id)
    try {
      if (!(await this.#ports.hold(id))) return refused
      await this.#writing
      return await run()
    } finally {
      this.#inUse.splice(this.#inUse.indexOf(id), 1)
      this.#letGoUnused(id)
    }
  }

  #letGoUnused(id: string): void {
    if (this.#held?.id !== id && !this.#inUse.includes(id)) this.#ports.letGo(id)
  }

  /** Ends when all that was done is written. */
  settled(): Promise<void> {
    return this.#writing
  }

  #become(held: Held | null): void {
    const left = this.#held
    // Let go when all of it is written: another tab would open it as it was before.
    if (left !== null && left.id !== held?.id)
      void this.#writing.then(() => this.#letGoUnused(left.id))
    this.#held = held
    this.#ports.rememberTab(held?.id ?? null)
  }

  #follow(history: History<Model> | null): void {
    if (history === null) {
      this.#become(null)
      return
    }
    if (this.#held?.first !== history.steps[0] || this.#held === null) {
      const id = this.#ports.newId()
      this.#become({ id, first: history.steps[0], saved: null })
      void this.#ports.hold(id)
    }
    const held = this.#held
    if (held !== null) this.#writing = this.#writing.then(() => this.#write(held, history))
  }

  async #write(held: Held, history: History<Model>): Promise<void> {
    const { saved } = held
    if (saved === history) return
    try {
      await this.#ports.shelf.save({ id: held.id, history, saved, now: this.#ports.now() })
      held.saved = history
      this.#hasComplained = false
    } catch (error) {
      // The next step tries again, with all that was not written.
      this.#complain(error)
    }
  }

  #complain(error: unknown): void {
    if (this.#hasComplained) return
    this.#hasComplained = true
    const why = error instanceof Error ? error.message : String(error)
    say(this.#ports.store, 'bad', `${REFUSED} (${why})`)
  }
}

const NEVER: CancelSignal = {
  aborted: false,
  addEventListener: () => {},
  removeEventListener: () => {},
}

const REFUSED = 'The browser refuses to keep your work; export it before you close this page.'
