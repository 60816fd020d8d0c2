import { useState } from 'react'
import type { Cost } from '../../../core/analysis/cost.ts'
import type { FrontPoint } from '../../../core/analysis/placement.ts'
import type { Preferences } from '../../../store/state.ts'
import type { Point } from '../../chart/plot.ts'
import { StepChart } from '../../chart/StepChart.tsx'
import { Segmented } from '../../toolbar/Segmented.tsx'
import type { ShownFront } from '../placement/shownFront.ts'
import { axisTitle, graphData, graphOf, graphSentence, type GraphName } from './graphs.ts'
import { frontPoint, perRun, runsChartOf, runsChartSentence } from './runsChart.ts'

const CHARTS = ['run', 'blockSize', 'registers', 'sharedBytes'] as const
type ChartName = (typeof CHARTS)[number]

function chartWords({ units }: Preferences): Readonly<Record<ChartName, string>> {
  return {
    run: `${units} per run`,
    blockSize: 'threads',
    registers: 'registers',
    sharedBytes: `shared ${units}`,
  }
}

const HEIGHT = 172
/** Words between two corners that are drawn, so that they stay dots. */
const WORDS_APART = 3

interface Props {
  readonly cost: Cost
  readonly before: Cost
  readonly front: ShownFront | null
  readonly preferences: Preferences
}

/** Runs/SM against the size of a run with the front of placements, or one of the three classic graphs. */
export function LaunchCharts({ cost, before, front, preferences }: Props) {
  const [chart, setChart] = useState<ChartName>('run')
  const { target, registersPerThread } = cost.settings
  return (
    <section className="launch__section" aria-label="Graphs">
      <div className="launch__heading">
        <h3>
          {chart === 'run' ? 'Runs per SM' : 'Warps per SM'} <span className="layer">exact</span>{' '}
          <span className="muted">
            cc {target}, {registersPerThread} registers
          </span>
        </h3>
        <div className="launch__against">
          <span className="muted">against</span>
          <Segmented
            label="Against"
            value={chart}
            options={CHARTS}
            words={chartWords(preferences)}
            onChange={setChart}
          />
        </div>
      </div>
      {chart === 'run' ? (
        <StepChart
          data={runsChartOf(cost, before, {
            preferences,
            front: sparse(front?.corners ?? []).map((corner) => frontPoint(corner, cost)),
            suggested: suggestedPoint(front, cost),
          })}
          description={runsChartSentence(cost, before, preferences)}
          xTitle={perRun(preferences)}
          height={HEIGHT}
          radix={preferences.radix}
        />
      ) : (
        <ClassicGraph cost={cost} name={chart} preferences={preferences} />
      )}
    </section>
  )
}

interface ClassicProps {
  readonly cost: Cost
  readonly name: GraphName
  readonly preferences: Preferences
}

function ClassicGraph({ cost, name, preferences }: ClassicProps) {
  const graph = graphOf(cost, name)
  // Bytes follow the radix; threads and registers are counts.
  const axis = name === 'sharedBytes' ? preferences.radix : 'dec'
  if (graph === null) return <p className="muted">Nothing launches, so there is nothing to draw.</p>
  return (
    <StepChart
      data={graphData(graph, name, { cost, preferences })}
      description={graphSentence(graph, name, { cost, preferences })}
      xTitle={axisTitle(name, preferences)}
      height={HEIGHT}
      radix={axis}
    />
  )
}

/** The corners that stand far enough apart to be told apart. */
function sparse(corners: readonly FrontPoint[]): readonly FrontPoint[] {
  let last = -Infinity
  return corners.filter(({ words }) => {
    if (words - last < WORDS_APART) return false
    last = words
    return true
  })
}

function suggestedPoint(front: ShownFront | null, cost: Cost): Point | null {
  const chosen = front?.chosen ?? null
  return chosen === null ? null : frontPoint(chosen, cost)
}
