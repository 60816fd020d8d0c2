import { GENERATOR } from '../core/document/toDocument.ts'
import { COMMANDS, type Command } from './commands.ts'
import { EXIT, terminalText, type Io } from './io.ts'

/** Runs the command line on arguments without program and script; resolves to the exit code. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined) {
    await io.err(helpText())
    return EXIT.badInput
  }
  if (isHelp(name) || name === 'help') return print(io, helpText())
  if (name === '--version') return print(io, `${GENERATOR}\n`)
  const command = COMMANDS.get(name)
  if (command === undefined) {
    const known = [...COMMANDS.keys()].join(', ')
    await io.err(terminalText(`bufferscope: There is no command ${name}; there are ${known}.\n`))
    return EXIT.badInput
  }
  if (rest.some(isHelp)) return print(io, commandHelp(command))
  return runSafely(command, rest, io)
}

/** What nobody foresaw is said in a sentence, and is no bad input. */
async function runSafely(command: Command, args: readonly string[], io: Io): Promise<number> {
  try {
    return await command.run(args, io)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    await io.err(terminalText(`bufferscope: ${message}\n`))
    return EXIT.couldNotRun
  }
}

async function print(io: Io, text: string): Promise<number> {
  await io.out(text)
  return EXIT.good
}

function isHelp(arg: string): boolean {
  return arg === '--help' || arg === '-h'
}

const CODES = `FILE is a layout document or a cubie dump; - reads standard input.
Results go to standard output, messages to standard error.
Exit: 0 good; 1 disproven, layouts differ, a finding at or above --fail-on; 2 bad input,
unknown phase, wrong usage; 3 could not run.
`

function helpText(): string {
  const rows = [...COMMANDS.values()].map(({ usage, prints }) => `  ${usage}\n      ${prints}\n`)
  return `Usage: bufferscope COMMAND FILE…\n\n${rows.join('')}\n${CODES}`
}

function commandHelp({ usage, prints }: Command): string {
  const lines = usage
    .split(' | ')
    .map((line, i) => `${i === 0 ? 'Usage:' : '   or:'} bufferscope ${line}\n`)
  return `${lines.join('')}Prints ${prints}.\n\n${CODES}`
}
