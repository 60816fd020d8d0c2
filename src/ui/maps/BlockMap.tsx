import { useState } from 'react'
import { costOf, type Cost } from '../../core/analysis/cost.ts'
import type { Model } from '../../core/document/model.ts'
import { bytesOf } from '../../core/registry/dtype.ts'
import type { FactoryId } from '../../core/registry/factory.ts'
import { requireFactory } from '../../core/registry/registry.ts'
import { blockRowsOf, type BlockRows } from '../../map/block.ts'
import { LANE_ATTRIBUTE } from '../drag/useBufferDrag.ts'
import { isOverLane, type Preferences } from '../../store/state.ts'
import { figure, spelled, withUnit } from '../figures.ts'
import { useInspector } from '../inspectorContext.ts'
import { LocationGlyph } from '../location.tsx'
import { BlockCanvas } from './BlockCanvas.tsx'
import { runSceneOf } from './runScene.ts'
import './BlockMap.css'

/** The runs of a block under each other in shared memory, with stride and padding. */
export function BlockMap({ model, root }: { readonly model: Model; readonly root: FactoryId }) {
  const [showsBanks, setShowsBanks] = useState(false)
  const preferences = useInspector((state) => state.preferences)
  const isOver = useInspector((state) => isOverLane(state.drag, 'shared'))
  const cost = costOf(model, root)
  if (cost === null) return null
  const block = blockRowsOf(cost.run, cost.geometry, model.launch.runs)
  const note = noteOf(block, cost, preferences)
  return (
    <section
      className="block"
      aria-labelledby="block-title"
      {...{ [LANE_ATTRIBUTE]: 'shared' }}
      data-target={isOver ? 'over' : undefined}
    >
      <header className="lane__header">
        <LocationGlyph location="shared" />
        <h2 className="lane__title" id="block-title">
          shared
        </h2>
        <span className="lane__note">{note}</span>
        <label className="block__banks">
          <input
            type="checkbox"
            checked={showsBanks}
            onChange={(event) => setShowsBanks(event.target.checked)}
          />
          Colour by bank
        </label>
        <span className="lane__total figure">
          {withUnit(block.runs * block.strideWords * 4, bytesOf(cost.precision), preferences)}
        </span>
      </header>
      {block.strideWords === 0 ? (
        <p className="block__empty">
          No run holds anything in shared memory. Move a buffer there to see how its runs lie side
          by side.
        </p>
      ) : (
        <BlockCanvas
          {...{ model, block, showsBanks }}
          scene={runSceneOf(model, root)}
          elementBytes={bytesOf(requireFactory(model.registry, root).precision)}
          label={`Map of a block: ${note}`}
        />
      )}
    </section>
  )
}

/** "32 runs, stride 291 elements, 1 element of padding, no bank conflicts" */
function noteOf(
  { runs, strideWords, padWords }: BlockRows,
  { banks: access, precision }: Cost,
  preferences: Preferences,
): string {
  const say = (words: number) => spelled(words * 4, bytesOf(precision), preferences)
  const conflicts = access.kind === 'strided' && access.degree > 1
  return [
    `${figure(runs)} ${runs === 1 ? 'run' : 'runs'}`,
    `stride ${say(strideWords)}`,
    padWords === 0 ? 'no padding' : `${say(padWords)} of padding`,
    conflicts ? `${access.degree}-way bank conflicts` : 'no bank conflicts',
  ].join(', ')
}
