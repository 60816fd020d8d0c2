import type { StoreApi } from 'zustand/vanilla'
import type { Model } from '../../core/document/model.ts'
import type { CancelSignal } from '../../core/probe/runner.ts'
import { presentOf, type History, type Step } from '../history.ts'
import { say } from '../notice.ts'
import type { InspectorState, Source } from '../state.ts'
import type { Shelf, ShelvedDocument } from './shelf.ts'

/** What autosave needs of the browser; main.tsx passes the real ones in. */
export interface AutosavePorts {
  readonly store: StoreApi<InspectorState>
  readonly reopen: (history: History<Model>, source: Source | null) => void
  readonly shelf: Shelf
  readonly newId: () => string
  readonly now: () => number
  /** Resolves when a new document may be written; one that takes long to write is painted first. */
  readonly readyToWrite: (model: Model) => Promise<void>
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
  /** What it was opened from, where another phase of that can be asked for. */
  readonly source: Source | null
  /** As it was last written; null before that. */
  saved: History<Model> | null
}

/** What came of loading a document: "elsewhere" where another tab has it open, "gone" where it is not kept. */
export type Reopened = 'shown' | 'elsewhere' | 'gone' | 'unreadable' | 'given-up'

/** Keeps every step as it is made; a document is open in one tab at a time, so no tab overwrites another. */
export class Autosave {
  readonly #ports: AutosavePorts
  #held: Held | null = null
  /** Those before it, until it is kept: a reload shows the last of them, and no other tab may have it. */
  readonly #left: Held[] = []
  #writing: Promise<void> = Promise.resolve()
  #hasComplained = false
  /** Documents that are loaded or forgotten just now, each as often as that is so. */
  readonly #inUse: string[] = []

  constructor(ports: AutosavePorts) {
    this.#ports = ports
    ports.store.subscribe((state, before) => {
      if (state.history !== before.history) this.#follow(state)
    })
  }

  /**
   * Shows what this tab had open. A new tab shows what was shown last and neither closed nor taken up by
   * another tab, as after a crash; what is older than that is only among the recent ones from then on. A
   * document that is opened meanwhile stays, and so does the empty page after a cancel.
   */
  async start(signal: CancelSignal = NEVER): Promise<void> {
    const { shelf, store, tabDocument } = this.#ports
    const isWanted = () => store.getState().history === null && !signal.aborted
    // Where storage is refused there is nothing to show; the first step that is not kept says so.
    const shelved = await shelf.list().catch(() => [])
    if (tabDocument !== null && (await this.#load(tabDocument, isWanted)) === 'shown') return
    for (const { id } of shelved.filter(({ isOpen = true }) => isOpen)) {
      if (isWanted()) await this.#load(id, isWanted)
      if (tabDocument === null) await this.#passOver(id)
    }
  }

  /** The next new tab does not show a document either, if this one shows another. */
  async #passOver(id: string): Promise<void> {
    if (this.#ports.store.getState().history === null) return
    await this.#using(id, null, async () => {
      if (this.#held?.id !== id) await this.#mark(id, false)
    })
  }

  /** Whether a new tab would show a document; where that cannot be written it does. */
  #mark(id: string, isOpen: boolean): Promise<void> {
    const { shelf, now } = this.#ports
    return shelf.mark(id, { isOpen, now: now() }).catch(() => {})
  }

  /** What is kept, with all that was done until now. */
  async recent(): Promise<readonly ShelvedDocument[]> {
    await this.#writing
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

  /** Whether a reload would show the document that is open, in whatever state. */
  hasKept(): boolean {
    return this.#held !== null && this.#held.saved !== null
  }

  /** `isWanted` is asked again when the document is there: it may have been given up meanwhile. */
  async #load(id: string, isWanted: () => boolean): Promise<Reopened> {
    if (this.#held?.id === id) return 'shown'
    return this.#using(id, 'elsewhere', async () => {
      const whole = await this.#ports.shelf.load(id).catch(() => 'unreadable' as const)
      if (!isWanted()) return 'given-up'
      if (whole === 'unreadable') return whole
      if (whole === null) return 'gone'
      const { history, source } = whole
      this.#become({ id, first: history.steps[0], source, saved: history })
      this.#ports.reopen(history, source)
      this.#then(() => this.#mark(id, true))
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
    if (this.#held !== null) this.#left.push(this.#held)
    this.#held = held
    // Nothing is held, or what is kept already.
    if (held?.saved !== null) this.#settle()
  }

  /** From now on a reload shows what is held; what was before it is let go when all of it is written. */
  #settle(): void {
    this.#ports.rememberTab(this.#held?.id ?? null)
    for (const { id } of this.#left.splice(0)) {
      this.#then(() => this.#mark(id, false))
      this.#then(async () => this.#letGoUnused(id))
    }
  }

  /** Does what comes after all that was to be written until now. */
  #then(next: () => Promise<void>): void {
    this.#writing = this.#writing.then(next)
  }

  #follow({ history, source }: InspectorState): void {
    if (history === null) {
      this.#become(null)
      return
    }
    if (this.#held?.first !== history.steps[0]) {
      const id = this.#ports.newId()
      const kept = source !== null && source.phases.length > 1 ? source : null
      this.#become({ id, first: history.steps[0], source: kept, saved: null })
      void this.#ports.hold(id)
      this.#then(() => this.#ports.readyToWrite(presentOf(history)))
    }
    const held = this.#held
    if (held !== null) this.#then(() => this.#write(held, history))
  }

  async #write(held: Held, history: History<Model>): Promise<void> {
    const { id, source, saved } = held
    if (saved === history) return
    try {
      await this.#ports.shelf.save({ id, history, source, saved, now: this.#ports.now() })
      held.saved = history
      this.#hasComplained = false
      if (saved === null && held === this.#held) this.#settle()
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
