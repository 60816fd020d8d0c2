import { emitCode } from '../../../core/codegen/emit.ts'
import type { CodeTarget, GeneratedCode } from '../../../core/codegen/generated.ts'
import type { Model } from '../../../core/document/model.ts'
import { printDocumentParts, printModel } from '../../../core/document/toDocument.ts'
import { openText, type Opened } from '../../../formats/open.ts'
import { decodeText } from '../../../formats/textOfBytes.ts'
import { hashOf } from '../shareLink.ts'

/** What is done to whole documents, in a worker or here; a model's factories may follow it. */
export type DocumentJob =
  | {
      readonly kind: 'open'
      readonly input: Blob
      readonly phase?: string | undefined
      /** What a document that has no name is called. */
      readonly nameless?: string | undefined
    }
  /** The document as JSON. */
  | { readonly kind: 'print'; readonly model: Model }
  /** The hash of a link that holds the model. */
  | { readonly kind: 'hash'; readonly model: Model }
  /** The layout as code. */
  | { readonly kind: 'code'; readonly model: Model; readonly target: CodeTarget }

export type DocumentAnswer =
  | {
      readonly kind: 'opened'
      readonly opened: Opened
      /** The input as text where another phase of it can be asked for; else empty. */
      readonly text: string
    }
  /** The input is a folder, or it is gone. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'printed'; readonly json: Blob }
  | { readonly kind: 'hash'; readonly hash: string }
  | { readonly kind: 'code'; readonly code: GeneratedCode }

/** Shares of the time that opening takes, measured with 100,000 buffers. */
const DECODED = 0.1
const PARSED = 0.35
export const OPENED = 0.8

/** Does a job. `onProgress` is given shares of it, 0 to 1, and the thread is not let go in between. */
export async function doDocumentJob(
  job: DocumentJob,
  onProgress: (done: number) => void,
): Promise<DocumentAnswer> {
  switch (job.kind) {
    case 'open':
      return open(job, onProgress)
    case 'print':
      return { kind: 'printed', json: blobOf(printDocumentParts(job.model)) }
    case 'hash':
      return { kind: 'hash', hash: await hashOf(printModel(job.model)) }
    case 'code':
      return { kind: 'code', code: emitCode(job.model, job.target) }
  }
}

/** Parts are joined by the thousand: a file may be larger than one text, and has too many parts to list. */
function blobOf(parts: readonly string[]): Blob {
  const texts: string[] = []
  for (let from = 0; from < parts.length; from += JOINED)
    texts.push(parts.slice(from, from + JOINED).join(''))
  return new Blob(texts, { type: 'application/json' })
}

const JOINED = 10_000

async function open(
  { input, phase, nameless }: Extract<DocumentJob, { kind: 'open' }>,
  onProgress: (done: number) => void,
): Promise<DocumentAnswer> {
  const bytes = await input.arrayBuffer().catch(() => null)
  if (bytes === null) return { kind: 'unreadable' }
  const decoded = decodeText(new Uint8Array(bytes))
  onProgress(DECODED)
  if (decoded.kind === 'binary') {
    const problems = [{ path: '', message: decoded.message }]
    return { kind: 'opened', opened: { kind: 'invalid', problems, unlisted: 0 }, text: '' }
  }
  const { text } = decoded
  const opened = openText(text, { phase, nameless, onParsed: () => onProgress(PARSED) })
  const isAskedAgain = opened.kind === 'ok' && opened.phases.length > 1
  return { kind: 'opened', opened, text: isAskedAgain ? text : '' }
}
