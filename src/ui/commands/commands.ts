import { createContext, useContext } from 'react'
import { useActions, useReadState } from '../inspectorContext.ts'
import type { Command, CommandContext, FilePort } from './command.ts'
import { DOCUMENT_COMMANDS } from './documentCommands.ts'
import { EDIT_COMMANDS } from './editCommands.ts'
import { MAP_COMMANDS } from './mapCommands.ts'
import { HELP_COMMANDS, VERIFY_COMMANDS } from './otherCommands.ts'
import { VIEW_COMMANDS } from './viewCommands.ts'

/** Everything a person can do, in the order in which the palette lists it. */
export const COMMANDS: readonly Command[] = [
  ...DOCUMENT_COMMANDS,
  ...EDIT_COMMANDS,
  ...VERIFY_COMMANDS,
  ...VIEW_COMMANDS,
  ...MAP_COMMANDS,
  ...HELP_COMMANDS,
]

const FileContext = createContext<FilePort | null>(null)
export const FileProvider = FileContext.Provider

export function useFiles(): FilePort {
  const files = useContext(FileContext)
  if (files === null) throw new Error('no FileProvider stands above this component')
  return files
}

export function useCommandContext(): CommandContext {
  return { actions: useActions(), readState: useReadState(), files: useFiles() }
}

export function commandOf(id: string): Command {
  const command = COMMANDS.find((other) => other.id === id)
  if (command === undefined) throw new RangeError(`no command ${id}`)
  return command
}

/** "Ctrl K" for "Ctrl+K", as a keyboard has it printed. */
export function keyText(keys: string): string {
  if (keys === '+') return keys
  return keys
    .replace('ArrowUp', '↑')
    .replace('ArrowDown', '↓')
    .replace('ArrowLeft', '←')
    .replace('ArrowRight', '→')
    .replaceAll('+', ' ')
}
