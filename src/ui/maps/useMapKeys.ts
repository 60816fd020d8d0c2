import { useState, type KeyboardEvent } from 'react'
import type { Factory, FactoryId } from '../../core/registry/factory.ts'
import type { Location } from '../../core/registry/location.ts'
import type { Hit } from '../../map/hit.ts'
import { spotOf, type Spot } from '../../map/locate.ts'
import { firstIn, neighbourOf, type Direction } from '../../map/neighbours.ts'
import type { Scene } from '../../map/scene.ts'
import { revealing } from '../../map/window.ts'
import { rangeText } from '../figures.ts'
import { useActions, useReadState } from '../inspectorContext.ts'
import { refOf } from './marks.ts'
import { useMapCommands, type MapWindows } from './useMapCommands.ts'

export interface MapKeys extends MapWindows {
  readonly scene: Scene
  readonly isFactory: boolean
  readonly elementBytes: number
  /** What Backspace leads to; null at a root. */
  readonly parent: FactoryId | null
  readonly onShow: (factory: FactoryId) => void
}

const ARROWS: ReadonlyMap<string, Direction> = new Map([
  ['ArrowLeft', 'left'],
  ['ArrowRight', 'right'],
  ['ArrowUp', 'up'],
  ['ArrowDown', 'down'],
])

/** Where an arrow key was pressed. */
interface From {
  readonly spot: Spot | null
  readonly location: Location
  /** Moves what is in sight, and not the selection. */
  readonly isPan: boolean
}

/** Keys on a lane, commands from anywhere, and what a screen reader says of them. */
export function useMapKeys(map: MapKeys) {
  const { scene } = map
  const { moveWindow, fit, obey } = useMapCommands(map)
  const actions = useActions()
  const readState = useReadState()
  const [spoken, setSpoken] = useState('')

  function choose(hit: Hit | null): void {
    const ref = hit === null ? null : refOf(scene, hit)
    const spot = hit === null ? null : spotOf(scene, hit)
    if (ref === null || spot === null) return
    actions.select([ref])
    moveWindow(spot.location, (window, domain) =>
      revealing(window, domain, { from: spot.startBytes, to: spot.endBytes }),
    )
    const { preferences } = readState()
    const range = rangeText(spot, map.elementBytes, preferences)
    setSpoken(`${ref.name ?? ref.factory}, ${preferences.units} ${range}`)
  }

  /** Into a child: its own map in the factory view, its stretch of the run otherwise. */
  function enter(hit: Hit): void {
    const place = scene.places[hit.place]
    const entry = place?.factory.entries[hit.entry]
    const spot = spotOf(scene, hit)
    if (place === undefined || entry === undefined || spot === null) return
    const child = entry.kind === 'child-region' ? childNamed(place.factory, entry.child) : null
    if (map.isFactory && child !== null) map.onShow(child)
    else fit([spot])
  }

  function leave(): void {
    if (map.parent !== null) map.onShow(map.parent)
    obey('zoom-all')
  }

  function go(direction: Direction, from: From): void {
    if (!from.isPan) {
      const lane = scene.lanes[from.location]
      choose(from.spot === null ? firstIn(lane) : neighbourOf(scene, from.spot, direction))
    } else if (direction === 'left' || direction === 'right') obey(`pan-${direction}`)
  }

  function onKey(event: KeyboardEvent, location: Location): void {
    const direction = ARROWS.get(event.key)
    const spot = map.selected.find((other) => other.location === location) ?? null
    if (direction !== undefined) go(direction, { spot, location, isPan: event.shiftKey })
    else if (event.key === 'Enter' && spot !== null) enter(spot)
    else if (event.key === 'Backspace') leave()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return { onKey, enter, spoken }
}

function childNamed(factory: Factory, name: string): FactoryId | null {
  return factory.children.find((edge) => edge.name === name)?.factory ?? null
}
