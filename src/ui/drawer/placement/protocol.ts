import type { Registry } from '../../../core/registry/registry.ts'
import type { Move, PlacementSummary } from './placementMoves.ts'

/** What the page asks of the worker: first a plan, then what would move within a budget of it. */
export type PlacementRequest =
  | {
      readonly kind: 'plan'
      /** Comes back with every answer to it. */
      readonly id: number
      readonly registry: Registry
      readonly capWords: number
    }
  | { readonly kind: 'moves'; readonly id: number; readonly words: number }

export type PlacementAnswer = { readonly id: number } & (
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'plan'; readonly summary: PlacementSummary }
  | { readonly kind: 'moves'; readonly words: number; readonly moves: readonly Move[] }
  | { readonly kind: 'failed'; readonly message: string }
)
