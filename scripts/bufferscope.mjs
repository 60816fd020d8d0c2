// Runs the command line, and builds it first where it is missing or older than its sources. Nothing
// but the command itself writes to standard output.
import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const ROOT = join(import.meta.dirname, '..')
const BUILT = join(ROOT, 'dist/cli/bufferscope.js')
const BUILT_WITH = ['package-lock.json', 'vite.cli.config.ts']
const COULD_NOT_RUN = 3

/** Whether every source of the built command line is as it was when that was built. */
function isFresh() {
  try {
    const built = statSync(BUILT).mtimeMs
    /** @type {unknown} */
    const sources = JSON.parse(readFileSync(join(ROOT, 'dist/cli/sources.json'), 'utf8'))
    const inputs = (Array.isArray(sources) ? sources : []).map(String).concat(BUILT_WITH)
    return inputs.every((path) => statSync(join(ROOT, path)).mtimeMs < built)
  } catch {
    // A file is missing: the command line was never built, or a source is gone.
    return false
  }
}

/** Builds the command line; what the build says is shown only where it fails. */
function build() {
  const result = spawnSync(process.execPath, [join(ROOT, 'scripts/build.mjs'), '--cli'], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (result.status === 0) return true
  process.stderr.write(`${result.stdout}${result.stderr}`)
  process.stderr.write('bufferscope: the command line could not be built.\n')
  return false
}

if (isFresh() || build()) {
  await import(pathToFileURL(BUILT).href)
} else {
  process.exitCode = COULD_NOT_RUN
}
