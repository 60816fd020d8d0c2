import { placementPlanOf, type PlacementPlan } from '../../../core/analysis/placement.ts'
import { movesWithin, summaryOf } from './placementMoves.ts'
import type { PlacementAnswer, PlacementRequest } from './protocol.ts'

/** Between two reports of progress. */
const REPORT_MS = 50

/** The plan that budgets are asked about: the last one that was made. */
let plan: PlacementPlan | null = null

self.addEventListener('message', ({ data }: MessageEvent<PlacementRequest>) => {
  self.postMessage(answerTo(data))
})

function answerTo(request: PlacementRequest): PlacementAnswer {
  const { id } = request
  switch (request.kind) {
    case 'plan':
      plan = placementPlanOf(request.registry, request.capWords, reporter(id))
      return plan === null
        ? { kind: 'failed', id, message: 'There is nothing to place.' }
        : { kind: 'plan', id, summary: summaryOf(plan) }
    case 'moves': {
      const { words } = request
      return { kind: 'moves', id, words, moves: plan === null ? [] : movesWithin(plan, words) }
    }
  }
}

/** Tells the page how much is done, not more often than it can show. */
function reporter(id: number): (share: number) => void {
  let last = performance.now()
  return (share) => {
    const now = performance.now()
    if (now - last < REPORT_MS) return
    last = now
    self.postMessage({ kind: 'progress', id, share } satisfies PlacementAnswer)
  }
}
