import { useMemo, useState } from 'react'
import { placementPlanOf } from '../../../core/analysis/placement.ts'
import type { Registry } from '../../../core/registry/registry.ts'
import { BackgroundPlacement } from './BackgroundPlacement.tsx'
import { movesWithin, summaryOf } from './placementMoves.ts'
import { PlacementPanel } from './PlacementPanel.tsx'
import type { ShownFront } from './shownFront.ts'

/** Buffers up to which a plan takes well under 50 ms; larger trees are planned in a worker. */
const DIRECT_BUFFERS = 150

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
  const buffers = useMemo(() => buffersIn(props.registry), [props.registry])
  return buffers <= DIRECT_BUFFERS ? (
    <DirectPlacement {...props} />
  ) : (
    <BackgroundPlacement key={props.capWords} {...props} buffers={buffers} />
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

function buffersIn(registry: Registry): number {
  return registry.factories.reduce((sum, factory) => sum + factory.entries.length, 0)
}
