import type { CodeTarget, GeneratedCode } from '../../core/codegen/generated.ts'
import type { Model } from '../../core/document/model.ts'
import type { Inspector } from '../../store/inspectorStore.ts'
import type { InspectorState } from '../../store/state.ts'
import type { SeenText } from '../documents/seen.ts'

/** What a command may use: the state, everything that can be done to it, and the browser's files. */
export interface CommandContext {
  readonly actions: Inspector['actions']
  readonly readState: () => InspectorState
  readonly files: FilePort
}

export interface FilePort {
  /** Lets the user choose a file, and opens it. */
  readonly pick: () => void
  readonly openFile: (file: File) => Promise<void>
  readonly openText: (text: string, fileName: string) => Promise<void>
  /** Another phase of the dump that is open. */
  readonly openPhase: (text: string, phase: string) => Promise<void>
  readonly openSample: (id: string) => Promise<void>
  /** A document from an address, with what that says of how it is looked at. */
  readonly openShared: (input: Blob, seen: SeenText) => Promise<void>
  /** A document to compare with; null where it was given up or cannot be read, which is said. */
  readonly readCompared: (file: File) => Promise<Model | null>
  /** Saves the document as a file. */
  readonly exportJson: (model: Model, fileName: string) => Promise<void>
  readonly copyJson: (model: Model) => Promise<void>
  /** The hash of a link that holds the model; null where that was given up or failed, which is said. */
  readonly linkHash: (model: Model) => Promise<string | null>
  /** The layout as code; null where that was given up or failed, which is said. */
  readonly emit: (model: Model, target: CodeTarget) => Promise<GeneratedCode | null>
  readonly download: (fileName: string, content: string | Blob, type: string) => void
  readonly copy: (text: string, what: string) => Promise<void>
}

export type CommandGroup = 'Document' | 'Edit' | 'Move' | 'View' | 'Verify' | 'Help'

/** One thing a person can do, wherever it is offered: palette, menu, key, button. */
export interface Command {
  readonly id: string
  readonly title: string
  readonly group: CommandGroup
  /** As shown and as pressed: "Ctrl+K", "F2", "Shift+?"; the first is the one shown. */
  readonly keys: readonly string[]
  readonly isAvailable: (state: InspectorState) => boolean
  /** Said where its key is pressed in a document and it is not available: "select a buffer first". */
  readonly whyNot?: string
  readonly run: (context: CommandContext) => void
}

export function always(): boolean {
  return true
}

export function hasDocument(state: InspectorState): boolean {
  return state.history !== null
}

/** Whether a key press is the one written down: Ctrl stands for the Command key of a Mac, too. */
export function isPressed(event: KeyboardEvent, keys: string): boolean {
  const parts = keys === '+' ? [keys] : keys.split('+')
  const key = parts.at(-1) ?? ''
  const wanted = new Set(parts.slice(0, -1))
  // A sign such as "?" needs Shift on some keyboards and not on others.
  const isSign = /^[^\p{L}\p{N}]$/u.test(key)
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    (event.ctrlKey || event.metaKey) === wanted.has('Ctrl') &&
    event.altKey === wanted.has('Alt') &&
    (isSign || event.shiftKey === wanted.has('Shift'))
  )
}
