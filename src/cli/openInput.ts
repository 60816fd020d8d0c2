import type { Model } from '../core/document/model.ts'
import { openBytes } from '../formats/open.ts'
import { terminalText, type Io } from './io.ts'

export interface Input {
  /** A path, or `-` for standard input. */
  readonly file: string
  readonly phase: string | undefined
}

/**
 * Opens a file for a command. Where it is no model, every problem is on standard error and null comes
 * back: the command ends with EXIT.badInput. Notices are on standard error, too.
 */
export async function openInput(io: Io, { file, phase }: Input): Promise<Model | null> {
  const label = file === '-' ? 'standard input' : file
  const read = await io.read(file)
  if (read.kind === 'failed') {
    await io.err(terminalText(`${label}: ${read.reason}\n`))
    return null
  }
  const opened = openBytes(read.bytes, { phase })
  if (opened.kind === 'ok') {
    for (const { path, message } of opened.notices)
      await io.err(terminalText(`${label}: note: ${path}: ${message}\n`))
    return opened.model
  }
  for (const { path, message, line, column } of opened.problems) {
    const place = line === undefined ? '' : `:${line}:${column ?? 1}`
    const where = path === '' ? '' : ` ${path}:`
    await io.err(terminalText(`${label}${place}:${where} ${message}\n`))
  }
  if (opened.unlisted > 0)
    await io.err(terminalText(`${label}: ${opened.unlisted} more problems are not listed.\n`))
  return null
}
