import { placementPlanOf, type PlacementPlan } from '../../../core/analysis/placement.ts'
import { movesWithin, summaryOf } from './placementMoves.ts'
import type { PlacementAnswer, PlacementRequest } from './protocol.ts'

/** The plan that budgets are asked about; a worker plans one registry and is then ended. */
let plan: PlacementPlan | null = null

self.addEventListener('message', ({ data }: MessageEvent<PlacementRequest>) => {
  self.postMessage(answerTo(data))
})

function answerTo(request: PlacementRequest): PlacementAnswer {
  switch (request.kind) {
    case 'plan':
      plan = placementPlanOf(request.registry, request.capWords)
      return plan === null
        ? { kind: 'failed', message: 'There is nothing to place.' }
        : { kind: 'plan', summary: summaryOf(plan) }
    case 'moves':
      return {
        kind: 'moves',
        words: request.words,
        moves: plan === null ? [] : movesWithin(plan, request.words),
      }
  }
}
