import { layoutOf } from '../../core/layout/factoryLayout.ts'
import { bytesOf } from '../../core/registry/dtype.ts'
import { shownModel, type InspectorState } from '../../store/state.ts'
import { inUnits } from '../figures.ts'
import { useInspector } from '../inspectorContext.ts'
import type { TreeRow } from './treeRows.ts'

const selectPreferences = (state: InspectorState) => state.preferences
const selectRule = (state: InspectorState) => shownModel(state)?.registry.extentRule ?? 'elements'

/** A buffer's own size; of a factory, what it needs of shared memory. */
export function RowSize({ row }: { readonly row: TreeRow }) {
  const preferences = useInspector(selectPreferences)
  const rule = useInspector(selectRule)
  if (row.buffer !== null) {
    const elementBytes = bytesOf(row.buffer.dtype)
    return (
      <span className="row__size figure">
        {inUnits(row.buffer.size * elementBytes, elementBytes, preferences)}
      </span>
    )
  }
  const { shared } = layoutOf(row.factory, rule).aggregates
  const elementBytes = bytesOf(row.factory.precision)
  if (shared === 0) return null
  return (
    <span className="row__size figure" title="shared memory that this factory needs">
      {inUnits(shared * elementBytes, elementBytes, preferences)}
    </span>
  )
}
