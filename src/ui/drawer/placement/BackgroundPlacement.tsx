import { useEffect, useRef, useState } from 'react'
import type { Registry } from '../../../core/registry/registry.ts'
import { figure } from '../../figures.ts'
import type { Move, PlacementSummary } from './placementMoves.ts'
import { PlacementPanel } from './PlacementPanel.tsx'
import type { PlacementAnswer, PlacementRequest } from './protocol.ts'
import type { ShownFront } from './shownFront.ts'

interface Props {
  readonly registry: Registry
  readonly capWords: number
  readonly freeWords: number
  readonly buffers: number
  readonly elementBytes: number
  readonly onFront: (front: ShownFront | null) => void
}

/** A plan as it comes from the worker; on another registry it is of no use any more. */
type Planning =
  | { readonly kind: 'idle'; readonly problem: string | null }
  | { readonly kind: 'working'; readonly registry: Registry }
  | {
      readonly kind: 'planned'
      readonly registry: Registry
      readonly summary: PlacementSummary
      readonly words: number
      readonly moves: readonly Move[]
    }

/** Planning a large tree takes long, so it is asked for, runs in a worker, and can be cancelled. */
export function BackgroundPlacement({ registry, capWords, freeWords, ...rest }: Props) {
  const { buffers, elementBytes, onFront } = rest
  const [planning, setPlanning] = useState<Planning>({ kind: 'idle', problem: null })
  const worker = useRef<Worker | null>(null)
  useEffect(() => () => worker.current?.terminate(), [])

  function ask(request: PlacementRequest) {
    worker.current?.postMessage(request)
  }

  function hear(answer: PlacementAnswer) {
    switch (answer.kind) {
      case 'plan': {
        const { summary } = answer
        setPlanning({ kind: 'planned', registry, summary, words: freeWords, moves: [] })
        ask({ kind: 'moves', words: freeWords })
        return
      }
      case 'moves': {
        setPlanning((now) =>
          now.kind === 'planned' && now.words === answer.words
            ? { ...now, moves: answer.moves }
            : now,
        )
        return
      }
      case 'failed': {
        setPlanning({ kind: 'idle', problem: answer.message })
        return
      }
    }
  }

  function start() {
    worker.current?.terminate()
    const next = new Worker(new URL('./placementWorker.ts', import.meta.url), { type: 'module' })
    next.addEventListener('message', ({ data }: MessageEvent<PlacementAnswer>) => hear(data))
    next.addEventListener('error', (event) => {
      setPlanning({ kind: 'idle', problem: event.message || 'The worker could not be started.' })
    })
    worker.current = next
    setPlanning({ kind: 'working', registry })
    ask({ kind: 'plan', registry, capWords })
  }

  function cancel() {
    worker.current?.terminate()
    worker.current = null
    setPlanning({ kind: 'idle', problem: null })
  }

  if (planning.kind === 'planned' && planning.registry === registry)
    return (
      <PlacementPanel
        summary={planning.summary}
        elementBytes={elementBytes}
        moves={planning.moves}
        words={planning.words}
        onBudget={(words) => {
          setPlanning({ ...planning, words })
          ask({ kind: 'moves', words })
        }}
        onFront={onFront}
      />
    )
  if (planning.kind === 'working')
    return (
      <div className="placement__waiting">
        <progress className="placement__progress" aria-label="Planning placements" />
        <span className="muted">Trying placements of {figure(buffers)} entries…</span>
        <button type="button" className="button" onClick={cancel}>
          Cancel
        </button>
      </div>
    )
  return (
    <div className="placement__waiting">
      <span className="muted">
        {planning.kind === 'planned'
          ? 'The layout has changed since it was planned.'
          : (planning.problem ?? `A tree of ${figure(buffers)} entries is planned on request.`)}
      </span>
      <button type="button" className="button" onClick={start}>
        Plan placements
      </button>
    </div>
  )
}
