import { createStore, type StoreApi } from 'zustand/vanilla'
import { documentActions, type DocumentActions, type Keeper } from './documentActions.ts'
import type { WebGpuLimits } from '../core/analysis/targets.ts'
import { deviceActions, type DeviceActions } from './deviceActions.ts'
import { dragActions, type DragActions } from './dragActions.ts'
import { editActions, type EditActions } from './editActions.ts'
import { moveActions, type MoveActions } from './moveActions.ts'
import { viewActions, type ViewActions } from './viewActions.ts'
import { workActions, type WorkActions } from './workActions.ts'
import { verifyActions, type Verifier, type VerifyActions } from './verifyActions.ts'
import type { InspectorState, Preferences } from './state.ts'

/** What the store needs of the world; main.tsx passes the real ones in. */
export interface InspectorPorts {
  readonly verify: Verifier
  readonly preferences: Preferences
  /** What the WebGPU adapter grants; without it that stays unknown. */
  readonly deviceLimits?: () => Promise<WebGpuLimits | null>
  /** Who keeps the documents; where there is nobody, opening another one asks about nothing. */
  readonly keeper?: Keeper
}

export type InspectorActions = DocumentActions &
  EditActions &
  DragActions &
  MoveActions &
  ViewActions &
  DeviceActions &
  VerifyActions &
  WorkActions

export interface Inspector {
  readonly store: StoreApi<InspectorState>
  readonly actions: InspectorActions
}

/** The page's state and everything that can be done to it. No React, no DOM. */
export function createInspector(ports: InspectorPorts): Inspector {
  const store = createStore<InspectorState>(() => ({
    ...EMPTY_STATE,
    preferences: ports.preferences,
  }))
  const verifying = verifyActions(store, ports.verify)
  const editing = editActions(store, verifying.afterEdit)
  return {
    store,
    actions: {
      ...verifying,
      ...editing,
      ...dragActions(store, editing.commit),
      ...moveActions(store, editing.edit),
      ...documentActions(store, ports.keeper ?? null),
      ...viewActions(store),
      ...deviceActions(store, ports.deviceLimits),
      ...workActions(store),
    },
  }
}

export const DEFAULT_PREFERENCES: Preferences = { units: 'elements', radix: 'dec', theme: 'system' }

const EMPTY_STATE: InspectorState = {
  history: null,
  source: null,
  selection: [],
  hover: null,
  shown: null,
  view: 'run',
  drag: null,
  verification: { kind: 'idle' },
  live: false,
  underTest: 'computed',
  deviceLimits: null,
  runner: 'automatic',
  drawer: 'launch',
  comparedWith: null,
  search: '',
  collapsed: new Set(),
  preferences: DEFAULT_PREFERENCES,
  notice: null,
  works: [],
  dialog: null,
  renaming: null,
}
