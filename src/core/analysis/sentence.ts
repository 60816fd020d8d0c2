/** A size in a sentence: its reader may have it in a unit of their own. */
export interface Size {
  readonly bytes: number
  /** Bytes of what counts as one element there. */
  readonly elementBytes: number
  /** How it is written where nobody chose a unit; `both` is `12 elements (48 B)`. */
  readonly plain: 'bytes' | 'words' | 'elements' | 'both'
}

/** What is said, in pieces where it holds sizes; a text of its own where it holds none. */
export type Sentence = string | readonly (string | Size)[]

/** A size that is told in bytes: that of a block, or of several precisions together. */
export function inBytes(bytes: number, elementBytes: number): Size {
  return { bytes, elementBytes, plain: 'bytes' }
}

/** A stride or an address, told in 4-byte words. */
export function inWords(words: number, elementBytes: number): Size {
  return { bytes: words * 4, elementBytes, plain: 'words' }
}

/** A size that is told in elements. */
export function inElements(count: number, elementBytes: number): Size {
  return { bytes: count * elementBytes, elementBytes, plain: 'elements' }
}

/** A number of elements beside one whose elements may be of another size. */
export function inElementsAndBytes(count: number, elementBytes: number): Size {
  return { bytes: count * elementBytes, elementBytes, plain: 'both' }
}

/** A template whose sizes stay sizes; other sentences in it are taken in. */
export function sentence(
  texts: TemplateStringsArray,
  ...values: readonly (number | Size | Sentence)[]
): Sentence {
  const parts: (string | Size)[] = []
  const add = (part: string | Size) => {
    const last = parts.at(-1)
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part
    else if (part !== '') parts.push(part)
  }
  for (const [i, text] of texts.entries()) {
    add(text)
    const value = values[i]
    if (value === undefined) continue
    if (typeof value === 'number') add(String(value))
    else if (typeof value === 'string' || 'plain' in value) add(value)
    else value.forEach(add)
  }
  return parts
}

/** A sentence as one text, its sizes written by `write`: by default as they are told where nobody chose a unit. */
export function sentenceText(said: Sentence, write: (size: Size) => string = plainSize): string {
  if (typeof said === 'string') return said
  return said.map((part) => (typeof part === 'string' ? part : write(part))).join('')
}

function plainSize({ bytes, elementBytes, plain }: Size): string {
  switch (plain) {
    case 'bytes':
      return `${bytes} B`
    case 'words':
      return counted(bytes / 4, 'word')
    case 'elements':
      return counted(bytes / elementBytes, 'element')
    case 'both':
      return `${counted(bytes / elementBytes, 'element')} (${bytes} B)`
  }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
