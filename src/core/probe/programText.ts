import type { LineOwner } from '../codegen/generated.ts'

/** Lines of a program, with whom they are about. */
export interface ProgramText {
  readonly lines: string[]
  readonly owners: LineOwner[]
}

export function emptyText(): ProgramText {
  return { lines: [], owners: [] }
}

/** Adds lines that are about one buffer or factory, or about nobody. */
export function add(
  text: ProgramText,
  source: string,
  owner: Omit<LineOwner, 'line'> | null = null,
): void {
  for (const line of source.split('\n')) {
    text.lines.push(line)
    if (owner !== null) text.owners.push({ line: text.lines.length, ...owner })
  }
}

/** A name as a comment may hold it: printable ASCII alone, so that it can neither end the line nor shift a column. */
export function inComment(name: string): string {
  return name.replace(/[^ -~]/gu, '?').slice(0, 80)
}
