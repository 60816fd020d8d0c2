/** A file's text, or why it has none. */
export type Decoded =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly message: string }

const EXPECTED = 'expected JSON: a layout document or a cubie dump'

/** First characters of files that people drop by mistake, as text and as bytes alike. */
const SIGNATURES = [
  { start: '\x89PNG', name: 'a PNG picture' },
  { start: '\uFFFDPNG', name: 'a PNG picture' },
  { start: 'GIF8', name: 'a GIF picture' },
  { start: 'PK\x03\x04', name: 'a ZIP archive' },
  { start: '%PDF', name: 'a PDF document' },
  { start: '\x1F\x8B', name: 'a gzip archive' },
  { start: '\x1F\uFFFD', name: 'a gzip archive' },
  { start: '\x7FELF', name: 'a program' },
] as const

/** What a text that is none really is, or null for what may be a text. */
export function binaryKind(text: string): string | null {
  const known = SIGNATURES.find(({ start }) => text.startsWith(start))
  if (known !== undefined) return known.name
  return text.slice(0, 1024).includes('\0') ? 'binary data' : null
}

/** Decodes UTF-8, and UTF-16 where a byte order mark says so, as some shells write it. */
export function decodeText(bytes: Uint8Array): Decoded {
  const start = String.fromCharCode(...bytes.subarray(0, 8))
  if (start.startsWith('\xFF\xFE')) return decodeAs('utf-16le', bytes)
  if (start.startsWith('\xFE\xFF')) return decodeAs('utf-16be', bytes)
  const binary = binaryKind(start.startsWith('\xEF\xBB\xBF') ? start.slice(3) : start)
  if (binary !== null) return { kind: 'binary', message: `Found ${binary}, ${EXPECTED}.` }
  return decodeAs('utf-8', bytes)
}

function decodeAs(encoding: string, bytes: Uint8Array): Decoded {
  try {
    return { kind: 'text', text: new TextDecoder(encoding, { fatal: true }).decode(bytes) }
  } catch {
    const name = encoding.toUpperCase()
    return { kind: 'binary', message: `Found bytes that are no ${name} text, ${EXPECTED}.` }
  }
}
