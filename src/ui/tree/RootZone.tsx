import type { InspectorState } from '../../store/state.ts'
import { ROOT_ATTRIBUTE } from '../drag/useBufferDrag.ts'
import { useInspector } from '../inspectorContext.ts'

/** Where a factory is put down to hang under no other; there while one is dragged that does hang. */
export function RootZone() {
  const name = useInspector(selectHanging)
  const isOver = useInspector((state) => state.drag?.target?.kind === 'root')
  if (name === null) return null
  return (
    <p className="root-zone" data-over={isOver} {...{ [ROOT_ATTRIBUTE]: '' }}>
      {isOver ? `${name} becomes a root` : 'Drop here to make it a root'}
    </p>
  )
}

/** The name of the factory that is dragged, by the edge that holds it; null for a root and for buffers. */
function selectHanging({ drag }: InspectorState): string | null {
  return drag?.cargo.kind === 'factory' ? (drag.cargo.from?.name ?? null) : null
}
