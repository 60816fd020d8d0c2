import type { StoreApi } from 'zustand/vanilla'
import type { RunnerChoice } from '../core/probe/runner.ts'
import type { LayoutUnderTest } from '../core/probe/verdict.ts'
import type { FactoryId } from '../core/registry/factory.ts'
import {
  sameRef,
  type ComparedWith,
  type Dialog,
  type DrawerTab,
  type InspectorState,
  type Preferences,
  type Ref,
  type View,
} from './state.ts'

export interface ViewActions {
  readonly select: (refs: readonly Ref[]) => void
  /** Adds a thing to the selection, or takes it out. */
  readonly toggleSelected: (ref: Ref) => void
  readonly hover: (ref: Ref | null) => void
  readonly setView: (view: View) => void
  /** Shows one factory's own layout; null for the first root. */
  readonly show: (factory: FactoryId | null) => void
  readonly setDrawer: (tab: DrawerTab) => void
  /** Shows the diff view, against `other`. */
  readonly compareWith: (other: ComparedWith) => void
  readonly setSearch: (search: string) => void
  readonly setCollapsed: (collapsed: ReadonlySet<FactoryId>) => void
  readonly setUnderTest: (layout: LayoutUnderTest) => void
  readonly setRunner: (runner: RunnerChoice) => void
  /** Opens a dialog; null closes the one that is open. */
  readonly setDialog: (dialog: Dialog | null) => void
  readonly setRenaming: (ref: Ref | null) => void
  readonly prefer: (change: Partial<Preferences>) => void
}

export function viewActions(store: StoreApi<InspectorState>): ViewActions {
  return {
    select: (selection) => store.setState({ selection }),
    toggleSelected: (ref) =>
      store.setState(({ selection }) => ({
        selection: selection.some((other) => sameRef(other, ref))
          ? selection.filter((other) => !sameRef(other, ref))
          : [...selection, ref],
      })),
    hover: (ref) => store.setState((state) => (sameRef(state.hover, ref) ? state : { hover: ref })),
    setView: (view) => store.setState({ view }),
    show: (shown) => store.setState({ shown }),
    setDrawer: (drawer) => store.setState({ drawer }),
    compareWith: (comparedWith) => store.setState({ comparedWith, view: 'diff' }),
    setSearch: (search) => store.setState({ search }),
    setCollapsed: (collapsed) => store.setState({ collapsed }),
    setUnderTest: (underTest) => store.setState({ underTest }),
    setRunner: (runner) => store.setState({ runner }),
    setDialog: (dialog) => store.setState({ dialog }),
    setRenaming: (renaming) => store.setState({ renaming }),
    prefer: (change) =>
      store.setState((state) => ({ preferences: { ...state.preferences, ...change } })),
  }
}
