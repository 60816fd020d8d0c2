import type { StoreApi } from 'zustand/vanilla'
import type { WebGpuLimits } from '../core/analysis/targets.ts'
import type { InspectorState } from './state.ts'

export interface DeviceActions {
  /** Finds out what the WebGPU adapter grants, once. */
  readonly askDevice: () => void
}

export function deviceActions(
  store: StoreApi<InspectorState>,
  limits: () => Promise<WebGpuLimits | null> = () => Promise.resolve(null),
): DeviceActions {
  let isAsked = false
  return {
    askDevice: () => {
      if (isAsked) return
      isAsked = true
      void limits().then(
        (deviceLimits) => store.setState({ deviceLimits }),
        () => {
          // What could not be loaded is asked for again.
          isAsked = false
        },
      )
    },
  }
}
