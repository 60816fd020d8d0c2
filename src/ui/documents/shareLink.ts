import { MAX_INPUT_BYTES } from '../../formats/limits.ts'

const LAYOUT = 'layout'
/** Addresses up to here pass through most programs; a longer one may be cut on its way. */
export const SAFE_LENGTH = 8_000
/** Chromium refuses longer addresses. */
export const MAX_LENGTH = 2_000_000

/** The document that an address holds, and what it says of how the document is looked at. */
export type Shared =
  | { readonly kind: 'none' }
  /** It would unpack to more than a file may have. */
  | { readonly kind: 'too-large'; readonly limitBytes: number }
  /** It was cut or changed on its way. */
  | { readonly kind: 'broken' }
  | { readonly kind: 'document'; readonly json: Blob; readonly rest: URLSearchParams }

/** The hash of an address that holds a document, compressed; nothing of it is sent to a server. */
export async function hashOf(text: string): Promise<string> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  return `#${LAYOUT}=${base64Url(new Uint8Array(await new Response(packed).arrayBuffer()))}`
}

/**
 * The document in an address's hash. It is unpacked piece by piece and no further than `limitBytes`: a
 * short link may unpack to a thousand times its length.
 */
export async function sharedIn(hash: string, limitBytes = MAX_INPUT_BYTES): Promise<Shared> {
  const fields = new URLSearchParams(hash.slice(1))
  const packed = fields.get(LAYOUT)
  if (packed === null) return { kind: 'none' }
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  try {
    const reader = new Blob([bytesOf(packed)])
      .stream()
      .pipeThrough(new DecompressionStream('deflate-raw'))
      .getReader()
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      bytes += read.value.byteLength
      if (bytes > limitBytes) {
        await reader.cancel()
        return { kind: 'too-large', limitBytes }
      }
      pieces.push(read.value)
    }
  } catch {
    return { kind: 'broken' }
  }
  return { kind: 'document', json: new Blob(pieces), rest: fields }
}

function base64Url(bytes: Uint8Array): string {
  const pieces: string[] = []
  for (let from = 0; from < bytes.length; from += PIECE)
    pieces.push(String.fromCharCode(...bytes.subarray(from, from + PIECE)))
  return btoa(pieces.join('')).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Arguments that a function may be given. */
const PIECE = 8_192

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}
