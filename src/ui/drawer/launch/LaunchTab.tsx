import { committedModel, shownModel } from '../../../store/state.ts'
import { StepChart } from '../../chart/StepChart.tsx'
import { useInspector } from '../../inspectorContext.ts'
import { LaunchCards } from './LaunchCards.tsx'
import { LaunchForm } from './LaunchForm.tsx'
import { launchFactsOf } from './launchFacts.ts'
import { runsChartOf, runsChartSentence } from './runsChart.ts'
import './LaunchTab.css'

/** What a placement costs at launch: settings, exact figures, and how far it is to the next step. */
export function LaunchTab() {
  const shown = useInspector(shownModel)
  const committed = useInspector(committedModel)
  const radix = useInspector((state) => state.preferences.radix)
  if (shown === null) return null
  const facts = launchFactsOf(shown)
  const before = (committed === null ? null : launchFactsOf(committed)) ?? facts
  return (
    <div className="launch">
      <LaunchForm launch={shown.launch} />
      {facts === null || before === null ? (
        <NoKernel />
      ) : (
        <>
          <LaunchCards facts={facts} before={before} radix={radix} />
          {facts.steps.length > 0 && (
            <section className="launch__section" aria-label="Runs per SM against bytes per run">
              <h3 className="launch__heading">
                Runs per SM against bytes per run <span className="layer">exact</span>{' '}
                <span className="muted">
                  cc {shown.launch.target}, {shown.launch.registersPerThread} registers
                </span>
              </h3>
              <StepChart
                data={runsChartOf(facts, before, { radix, front: [] })}
                description={runsChartSentence(facts, before)}
                xTitle="bytes per run"
                height={172}
                radix={radix}
              />
            </section>
          )}
        </>
      )}
    </div>
  )
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
