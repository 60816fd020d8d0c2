/**
 * JSON for people and for `diff`: what holds only texts and numbers stands on one line, everything
 * else has a line for each part. Returned in pieces, so that joining is up to the caller. Values are
 * plain data of a fixed depth; keys are written in the order they have.
 */
export function jsonParts(value: object): readonly string[] {
  const parts: string[] = []
  write(value, '\n')
  parts.push('\n')
  return parts

  function write(part: unknown, newline: string): void {
    if (!isCompound(part) || isRow(part)) {
      parts.push(JSON.stringify(part))
      return
    }
    const isList = Array.isArray(part)
    const inner = `${newline}  `
    let lead = isList ? '[' : '{'
    for (const [key, child] of isList ? part.entries() : Object.entries(part)) {
      parts.push(isList ? lead + inner : `${lead}${inner}${JSON.stringify(key)}: `)
      write(child, inner)
      lead = ','
    }
    parts.push(newline, isList ? ']' : '}')
  }
}

function isCompound(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** A value that holds no list and no object, and so stands on one line. */
function isRow(value: object): boolean {
  const children: readonly unknown[] = Array.isArray(value) ? value : Object.values(value)
  return !children.some(isCompound)
}
