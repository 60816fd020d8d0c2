import type { FactoryId } from '../registry/factory.ts'
import type { LineOwner } from './generated.ts'

/** Whom a line is about; `buffer` is null for a line about the factory itself. */
export type Owner = Omit<LineOwner, 'line'>

/** Collects lines and who owns them; the only place where generated text grows. */
export interface LineWriter {
  /** Adds one line. Throws RangeError where it would become two, or is not plain ASCII. */
  line(text: string, owner?: Owner): void
  blank(): void
  /** The lines so far, each ended by a newline. */
  text(): string
  readonly owners: readonly LineOwner[]
}

export function lineWriter(): LineWriter {
  const lines: string[] = []
  const owners: LineOwner[] = []
  return {
    line(text, owner) {
      // A name that was not escaped cannot open a second line: it ends the program here.
      if (!/^[ -~]*$/.test(text)) throw new RangeError(`not one line of ASCII: ${encodeURI(text)}`)
      lines.push(text)
      if (owner !== undefined) owners.push({ line: lines.length, ...owner })
    },
    blank: () => void lines.push(''),
    text: () => lines.map((line) => `${line}\n`).join(''),
    owners,
  }
}

export function ownerOf(factory: FactoryId, buffer: string | null = null): Owner {
  return { factory, buffer }
}
