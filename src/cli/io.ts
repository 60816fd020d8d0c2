/** What became of reading an input. */
export type Read =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly reason: string }

/** All that a command has of the world: tests pass their own. */
export interface Io {
  /** The bytes of a file, or of standard input for `-`. Never rejects. */
  readonly read: (path: string) => Promise<Read>
  /** Writes results to standard output; resolves when they are taken. A reader that left is no error. */
  readonly out: (text: string) => Promise<void>
  /** Writes messages to standard error. */
  readonly err: (text: string) => Promise<void>
}

/** Exit codes. Source: the contract of the command line. */
export const EXIT = {
  good: 0,
  /** Disproven, layouts differ, or a finding at or above the wanted severity. */
  differs: 1,
  /** Bad input, an unknown phase, wrong usage; nothing was written to standard output. */
  badInput: 2,
  couldNotRun: 3,
} as const

/** Text from a file as it may stand on a terminal: control characters other than line ends are spelled out. */
export function terminalText(text: string): string {
  return text.replace(
    /[^\P{Cc}\n]/gu,
    (found) => `\\u${(found.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  )
}
