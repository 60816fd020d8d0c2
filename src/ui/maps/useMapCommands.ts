import { useEffect, useEffectEvent } from 'react'
import type { Location } from '../../core/registry/location.ts'
import type { LaneAxis } from '../../map/axes.ts'
import type { Spot } from '../../map/locate.ts'
import { fitted, panned, zoomed, type Window } from '../../map/window.ts'
import { onMapCommand, type MapCommand } from './mapCommands.ts'

export interface MapWindows {
  readonly axes: Readonly<Record<Location, LaneAxis>>
  readonly windowOf: (location: Location) => Window
  readonly setWindow: (axis: string, window: Window | null) => void
  readonly selected: readonly Spot[]
}

const LANES = ['shared', 'persistent_local', 'local'] as const satisfies readonly Location[]
const ZOOM_STEP = 1.5
const PAN_SHARE = 0.2

/** Zoom, pan and fit of all lanes, by commands from anywhere on the page. */
export function useMapCommands(map: MapWindows) {
  const { axes, windowOf, setWindow } = map
  /** One lane of each axis. */
  const each = [...new Map(LANES.map((lane) => [axes[lane].axis, lane])).values()]

  function moveWindow(location: Location, change: (window: Window, domain: Window) => Window) {
    const { axis, domain } = axes[location]
    setWindow(axis, change(windowOf(location), domain))
  }

  function fit(spots: readonly Spot[]): void {
    for (const location of each) {
      const here = spots.filter((spot) => axes[spot.location].axis === axes[location].axis)
      const [first] = here
      if (first === undefined) continue
      const range = here.reduce(
        ({ from, to }, spot) => ({
          from: Math.min(from, spot.startBytes),
          to: Math.max(to, spot.endBytes),
        }),
        { from: first.startBytes, to: first.endBytes },
      )
      moveWindow(location, (_, domain) => fitted(range, domain))
    }
  }

  function obey(command: MapCommand): void {
    switch (command) {
      case 'zoom-in':
      case 'zoom-out':
        for (const location of each) moveWindow(location, (w, d) => scaled(w, d, command))
        return
      case 'zoom-all':
        for (const location of each) setWindow(axes[location].axis, null)
        return
      case 'fit-selection':
        fit(map.selected)
        return
      case 'pan-left':
      case 'pan-right':
        for (const location of each) moveWindow(location, (w, d) => shifted(w, d, command))
    }
  }

  const obeyed = useEffectEvent(obey)
  useEffect(() => onMapCommand((command) => obeyed(command)), [])

  return { moveWindow, fit, obey }
}

function scaled(window: Window, domain: Window, command: 'zoom-in' | 'zoom-out'): Window {
  const factor = command === 'zoom-in' ? 1 / ZOOM_STEP : ZOOM_STEP
  return zoomed(window, domain, { factor, about: (window.from + window.to) / 2 })
}

function shifted(window: Window, domain: Window, command: 'pan-left' | 'pan-right'): Window {
  const step = (window.to - window.from) * PAN_SHARE
  return panned(window, domain, command === 'pan-left' ? -step : step)
}
