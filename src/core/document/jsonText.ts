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
    const inner = `${newline}  `
    if (Array.isArray(part)) writeList(part, inner)
    else writeFields(part, inner)
    parts.push(newline, Array.isArray(part) ? ']' : '}')
  }

  function writeList(items: readonly unknown[], inner: string): void {
    // Lists hold things of one kind: where the first stands on one line, all do.
    const areRows = !isCompound(items[0]) || isRow(items[0])
    let lead = `[${inner}`
    for (const item of items) {
      if (areRows) parts.push(lead + JSON.stringify(item))
      else {
        parts.push(lead)
        write(item, inner)
      }
      lead = `,${inner}`
    }
  }

  function writeFields(fields: object, inner: string): void {
    let lead = `{${inner}`
    for (const [key, child] of Object.entries(fields)) {
      parts.push(`${lead}${JSON.stringify(key)}: `)
      write(child, inner)
      lead = `,${inner}`
    }
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
