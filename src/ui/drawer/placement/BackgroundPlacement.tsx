import { useEffect, useEffectEvent, useState } from 'react'
import type { Registry } from '../../../core/registry/registry.ts'
import { figure } from '../../figures.ts'
import { PlacementPanel } from './PlacementPanel.tsx'
import type { ShownFront } from './shownFront.ts'
import type { Planning } from './placementClient.ts'
import { usePlacementWorker } from './usePlacementWorker.ts'

interface Props {
  readonly registry: Registry
  readonly capWords: number
  readonly freeWords: number
  readonly elementBytes: number
  /** Entries of the tree. */
  readonly entries: number
  /** Planned again after each edit; a plan that takes long is made on request. */
  readonly isAutomatic: boolean
  readonly onFront: (front: ShownFront | null) => void
}

/** Plans in a worker, so that the page goes on meanwhile; it shows how far it is, and can be cancelled. */
export function BackgroundPlacement(props: Props) {
  const { registry, capWords, freeWords, elementBytes, entries, isAutomatic, onFront } = props
  const { planning, client } = usePlacementWorker(freeWords)
  const [cancelled, setCancelled] = useState<Registry | null>(null)
  const begin = useEffectEvent(() => {
    client.plan(registry, capWords)
  })
  useEffect(() => {
    if (isAutomatic) begin()
  }, [isAutomatic, registry, capWords])

  const { working, planned } = planning
  const isPresent = planned?.registry === registry && working === null
  const isComing = isPlanned(planning, isAutomatic && cancelled !== registry)
  if (planned !== null && (isPresent || isComing))
    return (
      <>
        <fieldset className="placement__planned" disabled={!isPresent} aria-busy={!isPresent}>
          <PlacementPanel
            summary={planned.summary}
            elementBytes={elementBytes}
            moves={planned.moves}
            words={planned.words}
            onBudget={(words) => {
              client.choose(words)
            }}
            onFront={onFront}
          />
        </fieldset>
        {working !== null && <Working {...{ entries, share: working.share, onCancel }} />}
      </>
    )
  if (working !== null) return <Working {...{ entries, share: working.share, onCancel }} />
  return (
    <div className="placement__waiting">
      <span className="muted">{idleWords(planning, entries)}</span>
      <button
        type="button"
        className="button"
        onClick={() => {
          client.plan(registry, capWords)
        }}
      >
        Plan placements
      </button>
    </div>
  )

  function onCancel(): void {
    setCancelled(registry)
    client.cancel()
  }
}

/** Whether a plan of the present layout is being made, or will be without being asked for. */
function isPlanned({ working }: Planning, isAwaited: boolean): boolean {
  return working !== null || isAwaited
}

function idleWords({ planned, problem }: Planning, entries: number): string {
  if (planned !== null) return 'The layout has changed since it was planned.'
  return problem ?? `A tree of ${figure(entries)} entries is planned on request.`
}

interface WorkingProps {
  readonly entries: number
  /** From 0 to 1; 0 where it is not known yet. */
  readonly share: number
  readonly onCancel: () => void
}

function Working({ entries, share, onCancel }: WorkingProps) {
  return (
    <div className="placement__waiting placement__waiting--working">
      <progress
        className="placement__progress"
        aria-label="Planning placements"
        {...(share === 0 ? {} : { value: share })}
      />
      <span className="muted">Trying placements of {figure(entries)} entries…</span>
      <button type="button" className="button" onClick={onCancel}>
        Cancel
      </button>
    </div>
  )
}
