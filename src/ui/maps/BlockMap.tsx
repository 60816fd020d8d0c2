import { useState } from 'react'
import type { BankAccess } from '../../core/analysis/banks.ts'
import { costOf } from '../../core/analysis/cost.ts'
import type { Model } from '../../core/document/model.ts'
import { bytesOf } from '../../core/registry/dtype.ts'
import type { FactoryId } from '../../core/registry/factory.ts'
import { requireFactory } from '../../core/registry/registry.ts'
import { blockRowsOf, type BlockRows } from '../../map/block.ts'
import { LANE_ATTRIBUTE } from '../drag/useBufferDrag.ts'
import { figure } from '../figures.ts'
import { useInspector } from '../inspectorContext.ts'
import { LocationGlyph } from '../location.tsx'
import { BlockCanvas } from './BlockCanvas.tsx'
import { runSceneOf } from './runScene.ts'
import './BlockMap.css'

/** The runs of a block under each other in shared memory, with stride and padding. */
export function BlockMap({ model, root }: { readonly model: Model; readonly root: FactoryId }) {
  const [showsBanks, setShowsBanks] = useState(false)
  const radix = useInspector((state) => state.preferences.radix)
  const isOver = useInspector((state) => state.drag?.over === 'shared')
  const cost = costOf(model, root)
  if (cost === null) return null
  const block = blockRowsOf(cost.run, cost.geometry, model.launch.runs)
  const note = noteOf(block, cost.banks)
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
          {figure(block.runs * block.strideWords * 4, radix)} B
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

/** "32 runs, stride 291 words, 1 word of padding, no bank conflicts" */
function noteOf({ runs, strideWords, padWords }: BlockRows, access: BankAccess): string {
  const conflicts = access.kind === 'strided' && access.degree > 1
  return [
    `${figure(runs)} ${runs === 1 ? 'run' : 'runs'}`,
    `stride ${figure(strideWords)} words`,
    padWords === 0 ? 'no padding' : '1 word of padding',
    conflicts ? `${access.degree}-way bank conflicts` : 'no bank conflicts',
  ].join(', ')
}
