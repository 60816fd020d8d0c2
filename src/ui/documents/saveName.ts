/** A file name made of a document's name: words and dashes, whatever the name holds. */
export function saveName(name: string, ending: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}_]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
  return `${words === '' ? 'layout' : words}.${ending}`
}
