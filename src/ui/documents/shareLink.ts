const PREFIX = '#layout='
/** Addresses up to here pass through most programs; a longer one may be cut on its way. */
export const SAFE_LENGTH = 8_000
/** Chromium refuses longer addresses. */
export const MAX_LENGTH = 2_000_000

/** The hash of an address that holds a document, compressed; nothing of it is sent to a server. */
export async function hashOf(text: string): Promise<string> {
  const bytes = await piped(new TextEncoder().encode(text), new CompressionStream('deflate-raw'))
  return `${PREFIX}${base64Url(bytes)}`
}

/** The document in an address's hash; null where there is none. Throws where it was cut or changed. */
export async function textOfHash(hash: string): Promise<string | null> {
  if (!hash.startsWith(PREFIX)) return null
  const bytes = bytesOf(hash.slice(PREFIX.length))
  const text = await piped(bytes, new DecompressionStream('deflate-raw'))
  return new TextDecoder('utf-8', { fatal: true }).decode(text)
}

async function piped(
  bytes: Uint8Array<ArrayBuffer>,
  through: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(through)
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

function base64Url(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}
