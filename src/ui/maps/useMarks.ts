import { useMemo } from 'react'
import type { Model } from '../../core/document/model.ts'
import type { Location } from '../../core/registry/location.ts'
import type { Spot } from '../../map/locate.ts'
import type { Scene } from '../../map/scene.ts'
import type { Ref } from '../../store/state.ts'
import { useInspector } from '../inspectorContext.ts'
import { faultsOf, type LaneFault } from './faults.ts'
import { spotsOfRefs } from './marks.ts'

/** What a map marks besides the layout itself. The lists stay the same ones while nothing in them changes. */
export interface Marks {
  readonly selected: Spots
  readonly hovered: Spots
  readonly dragged: Spots
  readonly faults: ByLane<LaneFault>
  /** The faults are those of another layout. */
  readonly isStale: boolean
}

export type ByLane<T> = Readonly<Record<Location, readonly T[]>>

/** Marked segments, and those of each lane. */
export interface Spots {
  readonly all: readonly Spot[]
  readonly by: ByLane<Spot>
}

const NO_REFS: readonly Ref[] = []
const NO_FAULTS: readonly LaneFault[] = []

/** Where the selection, the pointer, the drag and the last verdict are in a scene. */
export function useMarks(scene: Scene, model: Model, isFactory: boolean): Marks {
  const selection = useInspector((state) => state.selection)
  const hover = useInspector((state) => state.hover)
  const drag = useInspector((state) => state.drag)
  const verification = useInspector((state) => state.verification)
  // Words are told by their address in the run.
  const faults = isFactory ? NO_FAULTS : faultsOf(verification)
  return {
    selected: useSpots(scene, selection),
    hovered: useSpots(
      scene,
      useMemo(() => (hover === null ? NO_REFS : [hover]), [hover]),
    ),
    dragged: useSpots(scene, drag?.cargo.refs ?? NO_REFS),
    faults: useMemo(() => byLane(faults), [faults]),
    isStale: verification.kind === 'done' && verification.verdict.registry !== model.registry,
  }
}

function useSpots(scene: Scene, refs: readonly Ref[]): Spots {
  return useMemo(() => {
    const all = spotsOfRefs(scene, refs)
    return { all, by: byLane(all) }
  }, [scene, refs])
}

const NONE: readonly never[] = []

/** A lane without any always has the same empty list, so that it need not be painted anew. */
function byLane<T extends { readonly location: Location }>(marks: readonly T[]): ByLane<T> {
  const of = (location: Location): readonly T[] => {
    const own = marks.filter((mark) => mark.location === location)
    return own.length === 0 ? NONE : own
  }
  return { shared: of('shared'), local: of('local'), persistent_local: of('persistent_local') }
}
