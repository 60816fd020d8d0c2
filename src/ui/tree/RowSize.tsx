import { bytesOf } from '../../core/registry/dtype.ts'
import type { InspectorState } from '../../store/state.ts'
import { emptyNote } from '../emptyBuffer.ts'
import { inUnits } from '../figures.ts'
import { useInspector } from '../inspectorContext.ts'
import { LocationGlyph } from '../location.tsx'
import { selectRule, sharedOf } from './rowWords.ts'
import type { TreeRow } from './treeRows.ts'

const selectPreferences = (state: InspectorState) => state.preferences

/** A buffer's own size; of a factory, what it and all below it need of shared memory, with the shape of that. */
export function RowSize({ row }: { readonly row: TreeRow }) {
  const preferences = useInspector(selectPreferences)
  const rule = useInspector(selectRule)
  const { buffer, factory } = row
  if (buffer !== null) {
    const elementBytes = bytesOf(buffer.dtype)
    return (
      <span className="row__size figure" title={emptyNote(buffer, buffer.location) ?? undefined}>
        {inUnits(buffer.size * elementBytes, elementBytes, preferences)}
      </span>
    )
  }
  const shared = sharedOf(factory, rule)
  const elementBytes = bytesOf(factory.precision)
  if (shared === 0) return null
  return (
    <span
      className="row__size row__size--factory figure"
      title="shared memory that this factory needs, with all below it"
    >
      <LocationGlyph location="shared" />
      {inUnits(shared * elementBytes, elementBytes, preferences)}
    </span>
  )
}
