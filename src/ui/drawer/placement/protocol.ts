import type { Registry } from '../../../core/registry/registry.ts'
import type { Move, PlacementSummary } from './placementMoves.ts'

/** What the page asks of the worker: first a plan, then what would move within a budget. */
export type PlacementRequest =
  | { readonly kind: 'plan'; readonly registry: Registry; readonly capWords: number }
  | { readonly kind: 'moves'; readonly words: number }

export type PlacementAnswer =
  | { readonly kind: 'plan'; readonly summary: PlacementSummary }
  | { readonly kind: 'moves'; readonly words: number; readonly moves: readonly Move[] }
  | { readonly kind: 'failed'; readonly message: string }
