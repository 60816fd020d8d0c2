import { useMemo, useState } from 'react'
import { placementPlanOf } from '../../../core/analysis/placement.ts'
import { planMs } from '../../../core/analysis/placementWork.ts'
import type { Registry } from '../../../core/registry/registry.ts'
import { BackgroundPlacement } from './BackgroundPlacement.tsx'
import { movesWithin, summaryOf } from './placementMoves.ts'
import { PlacementPanel } from './PlacementPanel.tsx'
import type { ShownFront } from './shownFront.ts'

/** Estimated milliseconds from which a plan is made in a worker, and from which only on request. */
const WORKER_MS = 50
const REQUEST_MS = 2000

interface Props {
  readonly registry: Registry
  readonly capWords: number
  /** Words of a run's shared memory up to which runs/SM stay as they are. */
  readonly freeWords: number
  /** Bytes of an element of the root. */
  readonly elementBytes: number
  readonly onFront: (front: ShownFront | null) => void
}

/** The best placement for every budget, and what would move to reach one of them. A model. */
export function Placement(props: Props) {
  const { registry, capWords } = props
  const ms = planMs(registry, capWords)
  return ms <= WORKER_MS ? (
    <DirectPlacement {...props} />
  ) : (
    <BackgroundPlacement {...props} entries={entriesIn(registry)} isAutomatic={ms <= REQUEST_MS} />
  )
}

function DirectPlacement({ registry, capWords, freeWords, elementBytes, onFront }: Props) {
  const [budget, setBudget] = useState<number | null>(null)
  const plan = placementPlanOf(registry, capWords)
  const summary = useMemo(() => (plan === null ? null : summaryOf(plan)), [plan])
  const words = budget ?? freeWords
  const moves = useMemo(() => (plan === null ? [] : movesWithin(plan, words)), [plan, words])
  if (summary === null) return null
  return (
    <PlacementPanel
      summary={summary}
      elementBytes={elementBytes}
      moves={moves}
      words={words}
      onBudget={setBudget}
      onFront={onFront}
    />
  )
}

function entriesIn(registry: Registry): number {
  return registry.factories.reduce((sum, factory) => sum + factory.entries.length, 0)
}
