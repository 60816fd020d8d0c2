import { parseArgs, type ParseArgsConfig } from 'node:util'
import { EXIT, type Io } from './io.ts'

type Options = NonNullable<ParseArgsConfig['options']>
type Values<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O; allowPositionals: true; strict: true }>
>['values']

/** A command's options and operands, or the sentence that says what is wrong with them. */
export type Usage<O extends Options> =
  | {
      readonly kind: 'ok'
      readonly values: Values<O>
      readonly files: readonly string[]
    }
  | { readonly kind: 'wrong'; readonly message: string }

/** Parses a command's arguments: the known options, and from `least` to `most` files. */
export function usageOf<O extends Options>(
  args: readonly string[],
  options: O,
  [least, most]: readonly [number, number] = [1, 1],
): Usage<O> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
      strict: true,
    })
    if (positionals.length < least)
      return { kind: 'wrong', message: 'Name a file, or - for standard input.' }
    if (positionals.length > most)
      return {
        kind: 'wrong',
        message: `Found ${positionals.length} files, expected ${most === 1 ? 'one' : `at most ${most}`}.`,
      }
    if (positionals.filter((file) => file === '-').length > 1)
      return { kind: 'wrong', message: 'Standard input (-) can be read only once.' }
    return { kind: 'ok', values, files: positionals }
  } catch (error) {
    if (error instanceof TypeError) return { kind: 'wrong', message: error.message }
    throw error
  }
}

/** Says what is wrong with the arguments; the exit code of wrong usage. */
export async function refuseUsage(io: Io, command: string, message: string): Promise<number> {
  await io.err(`bufferscope ${command}: ${message}\nTry: bufferscope ${command} --help\n`)
  return EXIT.badInput
}

/** The value of an option that has a few; null for another, which is wrong usage. */
export function oneOf<Value extends string>(values: readonly Value[], text: string): Value | null {
  return values.find((value) => value === text) ?? null
}
