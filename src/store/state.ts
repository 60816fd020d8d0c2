import type { WebGpuLimits } from '../core/analysis/targets.ts'
import type { Model } from '../core/document/model.ts'
import type { OrderPlace } from '../core/document/reorder.ts'
import type { RunnerChoice } from '../core/probe/runner.ts'
import type { LayoutUnderTest, Verdict } from '../core/probe/verdict.ts'
import type { EdgeRef } from '../core/registry/children.ts'
import type { FactoryId } from '../core/registry/factory.ts'
import type { Location } from '../core/registry/location.ts'
import type { BufferRef } from '../core/registry/verbs.ts'
import { presentOf, type History } from './history.ts'

/** A thing a person can point at: an entry of a factory, or the factory itself (`name` null). */
export interface Ref {
  readonly factory: FactoryId
  readonly name: string | null
}

export type View = 'factory' | 'run' | 'block' | 'table' | 'diff'
export type DrawerTab = 'launch' | 'findings' | 'code' | 'verification' | 'history'
export type Units = 'elements' | 'words' | 'bytes'
export type Radix = 'dec' | 'hex'
export type Theme = 'system' | 'light' | 'dark'

/** What is on its way to another place: buffers, or a factory with the edge that holds it (a root has none). */
export type Cargo =
  | { readonly kind: 'buffers'; readonly refs: readonly BufferRef[] }
  | {
      readonly kind: 'factory'
      readonly refs: readonly [{ readonly factory: FactoryId; readonly name: null }]
      readonly from: EdgeRef | null
    }

/** Where a cargo would be put down. */
export type CargoTarget =
  | { readonly kind: 'memory'; readonly location: Location }
  /** Buffers would take the place in registration order, a factory would hang under that of the place. */
  | { readonly kind: 'place'; readonly place: OrderPlace }
  /** Under no factory, where only a factory can be. */
  | { readonly kind: 'root' }

/** Buffers or a factory on their way to another place; nothing of it is in the history until the drop. */
export interface Drag {
  readonly cargo: Cargo
  /** What is under the pointer; null where nothing can be put down on that. */
  readonly target: CargoTarget | null
  /** Why nothing can be put down here; null where it can, or where nothing is. */
  readonly refusal: string | null
  /** The model as the drop would leave it. */
  readonly preview: Model
  /** What the history will call it. */
  readonly label: string
}

export type Verification =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'running'
      readonly model: Model
      readonly done: number
      readonly cancel: () => void
    }
  | { readonly kind: 'done'; readonly verdict: Verdict }

/** What the diff view sets beside the present state. */
export type ComparedWith =
  | { readonly kind: 'step'; readonly label: string; readonly model: Model }
  /** What the imported program had, against what is computed. */
  | { readonly kind: 'recorded' }
  | { readonly kind: 'file'; readonly name: string; readonly model: Model }

/** Said aloud by a screen reader and shown in the corner; `at` tells two equal ones apart. */
export interface Notice {
  readonly tone: 'info' | 'good' | 'bad'
  readonly text: string
  readonly at: number
}

/** The text a document was opened from, kept so that another phase of a dump can be opened. */
export interface Source {
  readonly text: string
  readonly phases: readonly string[]
  readonly phase: string | null
}

/** Something that takes long enough to be shown, and that can be given up. */
export interface Work {
  /** One of a kind runs at a time. */
  readonly kind: 'open' | 'compare' | 'export' | 'share' | 'code'
  /** What is done, as a person would say it: "Opening kernel.json". */
  readonly label: string
  /** Share of it that is done, 0 to 1; null where that is not known. */
  readonly done: number | null
  readonly cancel: () => void
}

/** What is remembered from visit to visit. */
export interface Preferences {
  readonly units: Units
  readonly radix: Radix
  readonly theme: Theme
}

/** What a document that could not be opened has wrong. */
export interface OpenProblems {
  readonly fileName: string
  readonly problems: readonly OpenProblem[]
  /** Problems beyond those listed. */
  readonly unlisted: number
}

export interface OpenProblem {
  readonly path: string
  readonly message: string
  readonly line?: number
  readonly column?: number
}

export type Dialog =
  | { readonly kind: 'palette' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'marks' }
  | { readonly kind: 'from-cubie' }
  | { readonly kind: 'new-kernel' }
  | { readonly kind: 'share'; readonly link: string }
  | { readonly kind: 'unsaved'; readonly name: string; readonly proceed: () => void }
  | { readonly kind: 'recent' }
  | { readonly kind: 'move-into' }
  | ({ readonly kind: 'problems' } & OpenProblems)

export interface InspectorState {
  /** Null on the empty page. */
  readonly history: History<Model> | null
  readonly source: Source | null
  readonly selection: readonly Ref[]
  readonly hover: Ref | null
  /** The factory that the factory view shows; null for the first root. */
  readonly shown: FactoryId | null
  readonly view: View
  readonly drag: Drag | null
  readonly verification: Verification
  /** Re-verifies with the table kernel after each edit. */
  readonly live: boolean
  /** Which layout Verify puts to the test. */
  readonly underTest: LayoutUnderTest
  /** What the WebGPU adapter of this machine grants; null until it was asked, and where there is none. */
  readonly deviceLimits: WebGpuLimits | null
  /** Who runs it; not remembered from visit to visit. */
  readonly runner: RunnerChoice
  readonly drawer: DrawerTab
  /** Null until something is compared. */
  readonly comparedWith: ComparedWith | null
  readonly search: string
  readonly collapsed: ReadonlySet<FactoryId>
  readonly preferences: Preferences
  readonly notice: Notice | null
  /** What takes long and is under way, in the order in which it began. */
  readonly works: readonly Work[]
  readonly dialog: Dialog | null
  /** The thing whose name is being typed in the tree. */
  readonly renaming: Ref | null
}

/** What is shown: the drag's preview while there is one. */
export function shownModel(state: InspectorState): Model | null {
  return state.drag?.preview ?? committedModel(state)
}

/** What is in the history, whatever is being dragged. */
export function committedModel(state: InspectorState): Model | null {
  return state.history === null ? null : presentOf(state.history)
}

export function sameRef(a: Ref | null, b: Ref | null): boolean {
  return a === b || (a !== null && b !== null && a.factory === b.factory && a.name === b.name)
}

/** The selected entries, factories left out. */
export function selectedBuffers(selection: readonly Ref[]): readonly BufferRef[] {
  return selection.flatMap(({ factory, name }) => (name === null ? [] : [{ factory, name }]))
}

/** Whether what is dragged would come to lie in a memory. */
export function isOverLane(drag: Drag | null, location: Location): boolean {
  return drag?.target?.kind === 'memory' && drag.target.location === location
}
