import type { Model } from '../../core/document/model.ts'
import type { Spot } from '../../map/locate.ts'
import type { Scene } from '../../map/scene.ts'
import { useInspector } from '../inspectorContext.ts'
import { faultsOf, type LaneFault } from './faults.ts'
import { spotsOfRefs } from './marks.ts'

/** What a map marks besides the layout itself. */
export interface Marks {
  readonly selected: readonly Spot[]
  readonly hovered: readonly Spot[]
  readonly dragged: readonly Spot[]
  readonly faults: readonly LaneFault[]
  /** The faults are those of another layout. */
  readonly isStale: boolean
}

/** Where the selection, the pointer, the drag and the last verdict are in a scene. */
export function useMarks(scene: Scene, model: Model, isFactory: boolean): Marks {
  const selection = useInspector((state) => state.selection)
  const hover = useInspector((state) => state.hover)
  const drag = useInspector((state) => state.drag)
  const verification = useInspector((state) => state.verification)
  return {
    selected: spotsOfRefs(scene, selection),
    hovered: hover === null ? [] : spotsOfRefs(scene, [hover]),
    dragged: drag === null ? [] : spotsOfRefs(scene, drag.refs),
    // Words are told by their address in the run.
    faults: isFactory ? [] : faultsOf(verification),
    isStale: verification.kind === 'done' && verification.verdict.registry !== model.registry,
  }
}
