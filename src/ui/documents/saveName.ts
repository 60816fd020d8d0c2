/** A file name made of a document's name: words and dashes, whatever the name holds. */
export function saveName(name: string, ending: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}_]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
  return `${words === '' ? 'layout' : words}.${ending}`
}

/** A document's name made of a file's name: all of it but the ending. */
export function nameOfFile(fileName: string): string {
  return fileName.replace(/(?<=.)\.[^.\s]*$/, '').slice(0, MOST_LETTERS)
}

/** As many as the field of the name takes. */
const MOST_LETTERS = 200
