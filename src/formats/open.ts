import { DOCUMENT_FORMAT } from '../core/document/layoutDocument.ts'
import type { Model } from '../core/document/model.ts'
import { openCubieDump } from './cubieDump.ts'
import { jsonSyntaxFault } from './jsonSyntax.ts'
import { isObject, listAt } from './jsonValue.ts'
import { MAX_INPUT_BYTES, MAX_INPUT_ENTRIES } from './limits.ts'
import { foundText, ProblemList, type Notice, type Problem } from './problem.ts'
import { readDocument } from './readDocument.ts'
import { binaryKind, decodeText } from './textOfBytes.ts'

export interface OpenOptions {
  /** Which phase of a dump to open; by default `built`, else the first. */
  readonly phase?: string | undefined
  /** What a document that has no name is called; by default "Untitled". */
  readonly nameless?: string | undefined
  /** Called when the text is JSON, before it is checked. */
  readonly onParsed?: () => void
}

/** What became of an input: a model, or every problem that kept it from being one. */
export type Opened =
  | {
      readonly kind: 'ok'
      readonly model: Model
      /** The phases that the input offers, in its order; empty for a layout document. */
      readonly phases: readonly string[]
      /** The phase that was opened; null for a layout document. */
      readonly phase: string | null
      readonly notices: readonly Notice[]
    }
  | {
      readonly kind: 'invalid'
      readonly problems: readonly Problem[]
      /** Problems that were found beyond those listed. */
      readonly unlisted: number
    }

/** Opens a layout document or a cubie dump, recognised by content. Never throws for bad input. */
export function openText(text: string, options: OpenOptions = {}): Opened {
  if (text.length > MAX_INPUT_BYTES) return refused(tooLarge(text.length, 'characters'))
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text
  const binary = binaryKind(json)
  if (binary !== null) return refused(`Found ${binary}, expected JSON: ${KNOWN_FORMATS}.`)
  if (json.trim() === '') return refused(`The file is empty; expected JSON: ${KNOWN_FORMATS}.`)
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch (error) {
    return { kind: 'invalid', problems: [syntaxProblem(json, error)], unlisted: 0 }
  }
  options.onParsed?.()
  return openParsed(parsed, options)
}

/** As `openText`, of the bytes of a file: UTF-8, or UTF-16 with a byte order mark. */
export function openBytes(bytes: Uint8Array, options: OpenOptions = {}): Opened {
  if (bytes.byteLength > MAX_INPUT_BYTES) return refused(tooLarge(bytes.byteLength, 'bytes'))
  const decoded = decodeText(bytes)
  return decoded.kind === 'text' ? openText(decoded.text, options) : refused(decoded.message)
}

const KNOWN_FORMATS = 'a layout document or a cubie dump'

function openParsed(parsed: unknown, options: OpenOptions): Opened {
  if (!isObject(parsed)) return refused(`Found ${foundText(parsed)}, expected ${KNOWN_FORMATS}.`)
  const list = new ProblemList()
  const entries = countEntries(parsed)
  if (entries > MAX_INPUT_ENTRIES)
    return refused(
      `Found ${entries} entries, expected at most ${MAX_INPUT_ENTRIES}; split the document.`,
    )
  if (Object.hasOwn(parsed, 'format') && parsed['format'] === DOCUMENT_FORMAT) {
    if (options.phase !== undefined)
      list.add([], `Found no phase ${foundText(options.phase)}: a layout document has no phases.`)
    const model = readDocument(parsed, list)
    return result(
      model === null ? null : { model: named(model, parsed, options), phases: [], phase: null },
      list,
    )
  }
  if (Object.hasOwn(parsed, 'schema')) return result(openCubieDump(parsed, options, list), list)
  list.add(
    ['format'],
    `Found ${foundText(parsed['format'])}, expected ${foundText(DOCUMENT_FORMAT)}; a cubie dump has "schema": "cubie-dump/1" instead.`,
  )
  return result(null, list)
}

/** A name of spaces is none, either; the name of the file says more. */
function named(
  model: Model,
  { name }: Readonly<Record<string, unknown>>,
  { nameless }: OpenOptions,
): Model {
  const hasName = typeof name === 'string' && name.trim() !== ''
  return hasName || nameless === undefined ? model : { ...model, name: nameless }
}

function result(
  opened: {
    readonly model: Model
    readonly phases: readonly string[]
    readonly phase: string | null
  } | null,
  { problems, notices, unlisted }: ProblemList,
): Opened {
  if (opened === null) return { kind: 'invalid', problems, unlisted }
  return { kind: 'ok', ...opened, notices }
}

function refused(message: string): Opened {
  return { kind: 'invalid', problems: [{ path: '', message }], unlisted: 0 }
}

function tooLarge(size: number, unit: string): string {
  return `Found ${size} ${unit}, expected at most ${MAX_INPUT_BYTES} (256 MiB); split the document.`
}

function syntaxProblem(json: string, error: unknown): Problem {
  const fault = jsonSyntaxFault(json)
  if (fault === null)
    return { path: '', message: error instanceof Error ? error.message : String(error) }
  const { line, column, message } = fault
  return { path: '', line, column, message: `This is not JSON. ${message}` }
}

/** Entries of a layout document and of a dump's phases, whatever else is wrong with them. */
function countEntries(parsed: Readonly<Record<string, unknown>>): number {
  const phases = listAt(parsed, 'phases').flatMap((phase) => listAt(phase, 'groups'))
  return [...listAt(parsed, 'factories'), ...phases].reduce<number>(
    (sum, owner) => sum + listAt(owner, 'entries').length,
    0,
  )
}
