import { useEffect, useMemo, useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { LaunchSettings } from '../../core/analysis/launch.ts'
import { WEBGPU } from '../../core/analysis/targets.ts'
import type { Model } from '../../core/document/model.ts'
import { bytesOf } from '../../core/registry/dtype.ts'
import { requireFactory } from '../../core/registry/registry.ts'
import type { FactoryId } from '../../core/registry/factory.ts'
import type { Location } from '../../core/registry/location.ts'
import { capacityLines, firstLimit, type CapacityLine } from '../../map/capacity.ts'
import type { Hit } from '../../map/hit.ts'
import { axesOf } from '../../map/axes.ts'
import { sceneOfFactory, type Scene, type SceneLane } from '../../map/scene.ts'
import { trailTo } from '../../map/trail.ts'
import { within } from '../../map/window.ts'
import { isOverLane, type Drag } from '../../store/state.ts'
import { EDGE_SCROLL_ATTRIBUTE } from '../drag/edgeScrolling.ts'
import { useBufferDrag } from '../drag/useBufferDrag.ts'
import { figure, withUnit } from '../figures.ts'
import { useActions, useInspector, useReadState } from '../inspectorContext.ts'
import type { Pointed } from './aim.ts'
import { Lane } from './Lane.tsx'
import { draggedBy, refOf, withRef } from './marks.ts'
import { Minimap } from './Minimap.tsx'
import { runSceneOf } from './runScene.ts'
import { Tooltip } from './Tooltip.tsx'
import { useMarks } from './useMarks.ts'
import { useMapKeys } from './useMapKeys.ts'
import { useWindows } from './useWindows.ts'

interface Props {
  readonly model: Model
  readonly root: FactoryId
  readonly factory: FactoryId
  /** One factory's own layout instead of the whole run. */
  readonly isFactory: boolean
  readonly onShow: (factory: FactoryId) => void
}

const NO_LINES: readonly CapacityLine[] = []

/** The lines of a run; of WebGPU the device is asked for its own. */
function useCapacity(launch: LaunchSettings, isFactory: boolean): readonly CapacityLine[] {
  const { askDevice } = useActions()
  const device = useInspector((state) => state.deviceLimits)
  const isWebGpu = launch.target === WEBGPU
  useEffect(() => {
    if (isWebGpu) askDevice()
  }, [isWebGpu, askDevice])
  return isFactory ? NO_LINES : capacityLines(launch, device)
}

const ORDER = ['shared', 'persistent_local', 'local'] as const satisfies readonly Location[]
const TITLES = {
  shared: 'shared',
  persistent_local: 'persistent local',
  local: 'local',
} as const satisfies Record<Location, string>

/** The three memories of a run, or of one factory, under each other. */
export function ArenaMaps({ model, root, factory, isFactory, onShow }: Props) {
  const { registry, launch } = model
  const run = runSceneOf(model, root)
  const shownFactory = requireFactory(registry, factory)
  const scene = isFactory ? sceneOfFactory(shownFactory, registry.extentRule) : run
  const rootPrecision = requireFactory(registry, root).precision
  const elementBytes = bytesOf(isFactory ? shownFactory.precision : rootPrecision)
  const capacity = useCapacity(launch, isFactory)
  const axes = useMemo(() => axesOf(scene, capacity, elementBytes), [scene, capacity, elementBytes])
  const [windows, setWindow] = useWindows()
  const [pointed, setPointed] = useState<Pointed | null>(null)
  const preferences = useInspector((state) => state.preferences)
  const drag = useInspector((state) => state.drag)
  const marks = useMarks(scene, model, isFactory)
  const actions = useActions()
  const readState = useReadState()
  const beginDrag = useBufferDrag()

  const windowOf = (location: Location) => {
    const { axis, domain } = axes[location]
    return within(windows.get(axis) ?? domain, domain)
  }

  function point(next: Pointed | null): void {
    const hit = next?.hit ?? null
    setPointed(hit === null && (next?.fault ?? null) === null ? null : next)
    actions.hover(hit === null ? null : refOf(scene, hit))
  }

  function press(event: PointerEvent, hit: Hit): void {
    const ref = refOf(scene, hit)
    if (ref !== null) beginDrag(event, draggedBy(registry, ref, readState().selection))
  }

  function pick(hit: Hit | null, isAdding: boolean): void {
    const ref = hit === null ? null : refOf(scene, hit)
    if (ref !== null && isAdding) actions.toggleSelected(ref)
    else if (!isAdding) actions.select(ref === null ? [] : [ref])
  }

  /** A menu is that of the selection, which what it is asked for is part of. */
  function menuFor(hit: Hit): void {
    const ref = refOf(scene, hit)
    if (ref !== null) actions.select(withRef(readState().selection, ref))
  }

  const keys = useMapKeys({
    ...{ scene, axes, windowOf, setWindow, isFactory, elementBytes, onShow },
    selected: marks.selected.all,
    parent: trailTo(registry, factory).at(-2)?.id ?? null,
  })

  return (
    <div className="maps__body" {...{ [EDGE_SCROLL_ATTRIBUTE]: '' }}>
      {ORDER.map((location) => {
        const lane = scene.lanes[location]
        const { axis, domain } = axes[location]
        return (
          <Lane
            key={location}
            {...{ scene, location, registry, domain, elementBytes, preferences }}
            isStale={marks.isStale}
            title={TITLES[location]}
            note={noteOf(lane, isFactory)}
            total={withUnit(lane.totalBytes, elementBytes, preferences)}
            window={windowOf(location)}
            capacity={location === 'shared' ? capacity : NO_LINES}
            selected={marks.selected.by[location]}
            hovered={marks.hovered.by[location]}
            dragged={marks.dragged.by[location]}
            faults={marks.faults[location]}
            target={targetOf(drag, location)}
            axis={axisKind(location, axes)}
            onWindow={(window) => setWindow(axis, window)}
            onPoint={point}
            onPress={press}
            onPick={pick}
            onEnter={keys.enter}
            onMenu={menuFor}
            onKey={(event: KeyboardEvent) => keys.onKey(event, location)}
          />
        )
      })}
      <Minimap
        scene={scene}
        registry={registry}
        domain={axes.shared.domain}
        window={windowOf('shared')}
        location={minimapOf(scene)}
        elementBytes={elementBytes}
        preferences={preferences}
        onWindow={(window) => setWindow(axes.shared.axis, window)}
      />
      <p id="map-keys" className="visually-hidden">
        Arrow keys go from segment to segment, Enter goes into a region, Backspace out of it, plus
        and minus zoom, 0 shows all, F shows the selection, Shift with an arrow pans.
      </p>
      <p className="visually-hidden" aria-live="polite">
        {keys.spoken}
      </p>
      {pointed !== null && drag === null && (
        <Tooltip {...{ scene, run, pointed, preferences }} limit={firstLimit(capacity)} />
      )}
    </div>
  )
}

/** How a lane looks while something is dragged; a factory goes to no lane. */
function targetOf(drag: Drag | null, location: Location): 'over' | 'possible' | null {
  if (drag?.cargo.kind !== 'buffers') return null
  return isOverLane(drag, location) ? 'over' : 'possible'
}

function axisKind(location: Location, axes: ReturnType<typeof axesOf>): 'none' | 'own' | 'above' {
  if (location === 'local') return 'none'
  const isSame = axes.shared.axis === axes.persistent_local.axis
  return location === 'shared' && isSame ? 'above' : 'own'
}

function noteOf({ location, arrays }: SceneLane, isFactory: boolean): string {
  if (location === 'local') return `own arrays, ${figure(arrays)} of them`
  if (isFactory) return 'this factory’s own offsets'
  return location === 'shared' ? 'one run’s slice of the block' : 'one array per thread'
}

/** The memory that the minimap shows: the first arena that holds anything. */
function minimapOf({ lanes }: Scene): 'shared' | 'persistent_local' {
  return lanes.shared.endBytes > 0 || lanes.persistent_local.endBytes === 0
    ? 'shared'
    : 'persistent_local'
}
