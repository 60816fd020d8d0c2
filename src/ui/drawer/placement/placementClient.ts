import type { Registry } from '../../../core/registry/registry.ts'
import type { Move, PlacementSummary } from './placementMoves.ts'
import type { PlacementAnswer, PlacementRequest } from './protocol.ts'

/** What the worker is at, and what it last made; a plan of another registry is of no use any more. */
export interface Planning {
  readonly working: { readonly share: number } | null
  readonly planned: Planned | null
  readonly problem: string | null
}

export interface Planned {
  readonly registry: Registry
  readonly summary: PlacementSummary
  readonly words: number
  readonly moves: readonly Move[]
}

export const IDLE: Planning = { working: null, planned: null, problem: null }

/** The page's end of the placement worker; the worker is started when it is needed, and ended with this. */
export class PlacementClient {
  readonly #tell: (planning: Planning) => void
  #planning: Planning = IDLE
  #worker: Worker | null = null
  #id = 0
  #asked: Registry | null = null
  #free: number
  /** The budget that the person chose; null where it is what is free. */
  #chosen: number | null = null

  /** `free` is the budget in words while none is chosen. */
  constructor(tell: (planning: Planning) => void, free: number) {
    this.#tell = tell
    this.#free = free
  }

  /** Plans a registry and asks for the moves within the budget; what was being planned is left. */
  plan(registry: Registry, capWords: number): void {
    // A worker in the midst of another plan hears nothing before that is done.
    if (this.#planning.working !== null) this.end()
    this.#id++
    this.#asked = registry
    this.#set({ ...this.#planning, working: { share: 0 }, problem: null })
    this.#post({ kind: 'plan', id: this.#id, registry, capWords })
  }

  /** What is free by now, which is the budget unless one was chosen. */
  setFree(words: number): void {
    this.#free = words
    this.#askMoves()
  }

  /** Chooses a budget, and asks for the moves within it. */
  choose(words: number): void {
    this.#chosen = words
    this.#askMoves()
  }

  cancel(problem: string | null = null): void {
    this.end()
    this.#set({ ...IDLE, problem })
  }

  /** Ends the worker; what it might still have said is not heard. */
  end(): void {
    this.#worker?.terminate()
    this.#worker = null
    this.#id++
  }

  #words(): number {
    return this.#chosen ?? this.#free
  }

  /** A plan that is being made asks by itself. The moves within another budget are never shown meanwhile. */
  #askMoves(): void {
    const { planned, working } = this.#planning
    const words = this.#words()
    if (planned === null || working !== null || planned.words === words) return
    this.#set({ ...this.#planning, planned: { ...planned, words, moves: [] } })
    this.#post({ kind: 'moves', id: this.#id, words })
  }

  #post(request: PlacementRequest): void {
    this.#worker ??= this.#started()
    this.#worker.postMessage(request)
  }

  #started(): Worker {
    const worker = new Worker(new URL('./placementWorker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<PlacementAnswer>) => {
      if (data.id === this.#id) this.#hear(data)
    })
    worker.addEventListener('error', (event) => {
      this.cancel(event.message || 'The worker could not be started.')
    })
    return worker
  }

  #hear(answer: PlacementAnswer): void {
    switch (answer.kind) {
      case 'progress':
        this.#set({ ...this.#planning, working: { share: answer.share } })
        return
      case 'plan': {
        const registry = this.#asked
        if (registry === null) return
        const words = this.#words()
        const planned = { registry, summary: answer.summary, words, moves: [] }
        this.#set({ working: null, planned, problem: null })
        this.#post({ kind: 'moves', id: this.#id, words })
        return
      }
      case 'moves': {
        const { planned } = this.#planning
        if (planned?.words !== answer.words) return
        this.#set({ ...this.#planning, planned: { ...planned, moves: answer.moves } })
        return
      }
      case 'failed':
        this.cancel(answer.message)
    }
  }

  #set(planning: Planning): void {
    this.#planning = planning
    this.#tell(planning)
  }
}
