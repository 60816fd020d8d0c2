import { readFile, stat } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { MAX_INPUT_BYTES } from '../formats/limits.ts'
import type { Io, Read } from './io.ts'

/** The process's own files and streams. */
export function nodeIo(process: NodeJS.Process): Io {
  return {
    read: (path) => (path === '-' ? readStream(process.stdin) : readPath(path)),
    out: writerTo(process.stdout),
    err: writerTo(process.stderr),
  }
}

async function readPath(path: string): Promise<Read> {
  try {
    const { size } = await stat(path)
    if (size > MAX_INPUT_BYTES) return tooLarge(`${size} bytes`)
    return { kind: 'bytes', bytes: await readFile(path) }
  } catch (error) {
    return { kind: 'failed', reason: reasonOf(error) }
  }
}

async function readStream(stream: NodeJS.ReadStream): Promise<Read> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of stream) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : asBytes(chunk)
      size += bytes.byteLength
      if (size > MAX_INPUT_BYTES) return tooLarge('more')
      chunks.push(bytes)
    }
  } catch (error) {
    return { kind: 'failed', reason: reasonOf(error) }
  }
  return { kind: 'bytes', bytes: Buffer.concat(chunks) }
}

function asBytes(chunk: unknown): Uint8Array {
  return chunk instanceof Uint8Array ? chunk : new Uint8Array()
}

function tooLarge(found: string): Read {
  return {
    kind: 'failed',
    reason: `Found ${found}, expected at most ${MAX_INPUT_BYTES} bytes (256 MiB); split the document.`,
  }
}

const REASONS: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', 'There is no such file.'],
  ['EISDIR', 'This is a folder, not a file.'],
  ['EACCES', 'This file may not be read.'],
])

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return REASONS.get(code) ?? (error instanceof Error ? error.message : String(error))
}

/** A reader that left early, such as `head`, ends the writing and is no error. */
function writerTo(stream: Writable): (text: string) => Promise<void> {
  let failure: Error | null = null
  stream.on('error', (error: Error) => {
    failure = error
  })
  return (text) =>
    new Promise((resolve, reject) => {
      if (failure !== null) {
        settle(failure)
        return
      }
      stream.write(text, settle)

      function settle(error: Error | null | undefined): void {
        const isLeft = error instanceof Error && 'code' in error && error.code === 'EPIPE'
        if (error instanceof Error && !isLeft) reject(error)
        else resolve()
      }
    })
}
