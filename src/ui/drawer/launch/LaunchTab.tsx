import { useState } from 'react'
import { costOf, roomOf, stepsOf, type Cost } from '../../../core/analysis/cost.ts'
import type { Model } from '../../../core/document/model.ts'
import { useInspector } from '../../inspectorContext.ts'
import { useLateModels } from '../../lateModels.tsx'
import { Placement } from '../placement/Placement.tsx'
import type { ShownFront } from '../placement/shownFront.ts'
import { RuleView } from '../rule/RuleView.tsx'
import { LaunchCards } from './LaunchCards.tsx'
import { LaunchCharts } from './LaunchCharts.tsx'
import { MoveEffects } from './MoveEffects.tsx'
import { LaunchForm } from './LaunchForm.tsx'
import './LaunchTab.css'

/** What a placement costs at launch: settings, exact figures, how far it is to the next step, and what to move. */
export function LaunchTab() {
  const { shown, committed } = useLateModels()
  const preferences = useInspector((state) => state.preferences)
  const [front, setFront] = useState<ShownFront | null>(null)
  if (shown === null || committed === null) return null
  const cost = costOf(shown)
  const before = costOf(committed) ?? cost
  return (
    <div className="launch">
      <LaunchForm />
      {cost === null || before === null ? (
        <NoKernel />
      ) : (
        <>
          <LaunchCards cost={cost} before={before} preferences={preferences} />
          {stepsOf(cost).length > 0 && (
            <LaunchCharts cost={cost} before={before} front={front} preferences={preferences} />
          )}
          <Suggestions model={committed} cost={before} onFront={setFront} />
        </>
      )}
    </div>
  )
}

interface SuggestionsProps {
  readonly model: Model
  readonly cost: Cost
  readonly onFront: (front: ShownFront | null) => void
}

/** What might be moved: by a model of weights, and by a rule that was measured on one card. */
function Suggestions({ model, cost, onFront }: SuggestionsProps) {
  const perElement = cost.precision === 'float64' ? 2 : 1
  const free = cost.sharedElements + (roomOf(cost)?.elements ?? 0)
  return (
    <>
      <section className="launch__section" aria-label="One move">
        <div className="launch__heading">
          <h3>
            What one move would do <span className="layer">exact</span>
          </h3>
        </div>
        <MoveEffects model={model} />
      </section>
      <section className="launch__section" aria-label="Suggested placement">
        <div className="launch__heading">
          <h3>
            Suggested placement <span className="layer">model</span>
          </h3>
        </div>
        <Placement
          registry={model.registry}
          capWords={capWordsOf(cost)}
          freeWords={free * perElement}
          elementBytes={perElement * 4}
          onFront={onFront}
        />
      </section>
      <section className="launch__section" aria-label="Measured rule">
        <div className="launch__heading">
          <h3>
            What was measured to be quicker <span className="layer">measured rule</span>
          </h3>
        </div>
        <RuleView model={model} />
      </section>
    </>
  )
}

/** Words that a block has beside the program's static bytes; none where those are more than it may have. */
function capWordsOf({ limitBytes, settings }: Cost): number {
  return Math.max(0, Math.floor((limitBytes - settings.staticSharedBytes) / 4))
}

function NoKernel() {
  return (
    <div className="blank">
      <p className="blank__title">Nothing to launch yet</p>
      <p className="muted">
        A launch needs a root factory: add one in the tree, and its figures appear here.
      </p>
    </div>
  )
}
