import { runCheck } from './commands/check.ts'
import { runCompare } from './commands/compare.ts'
import { runEmit } from './commands/emit.ts'
import { runLayout } from './commands/layout.ts'
import { runVerify } from './commands/verify.ts'
import type { Io } from './io.ts'

/** A command of the command line; `run` returns the exit code. */
export interface Command {
  /** What follows `bufferscope`. */
  readonly usage: string
  /** What it prints, in one line. */
  readonly prints: string
  readonly run: (args: readonly string[], io: Io) => Promise<number>
}

/** Every command by its name. A new one is a file in commands/ and a line here. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['layout', { usage: 'layout FILE [--phase L]', prints: 'the layout document', run: runLayout }],
  [
    'compare',
    {
      usage: 'compare FILE [--phase L] | compare A B',
      prints: 'recorded against computed, or two documents',
      run: runCompare,
    },
  ],
  [
    'emit',
    {
      usage: 'emit FILE --target numba|cubie|cuda|wgsl|settings [--phase L]',
      prints: 'generated code',
      run: runEmit,
    },
  ],
  [
    'verify',
    {
      usage: 'verify FILE [--phase L] [--recorded] [--runner webgpu|table|emulated] [--json]',
      prints: 'the verdict of a run that proves or disproves the layout',
      run: runVerify,
    },
  ],
  [
    'check',
    {
      usage: 'check FILE [--phase L] [--json] [--fail-on error|warning|info]',
      prints: 'findings',
      run: runCheck,
    },
  ],
])
