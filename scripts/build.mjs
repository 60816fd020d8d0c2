// Builds the page into dist/ and the command line into dist/cli/; `--cli` builds the latter alone.
import { mkdirSync, readdirSync, renameSync, rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { checkBudget } from './budget.mjs'

const ROOT = join(import.meta.dirname, '..')
const DIST = join(ROOT, 'dist')
const CLI = join(DIST, 'cli')

/** Builds the page into dist/, and leaves dist/cli as it is. */
export async function buildPage() {
  mkdirSync(DIST, { recursive: true })
  for (const name of readdirSync(DIST)) {
    if (name !== 'cli') rmSync(join(DIST, name), { recursive: true })
  }
  await build({ root: ROOT, configFile: join(ROOT, 'vite.config.ts'), logLevel: 'warn' })
  checkBudget(DIST)
}

/**
 * Builds dist/cli/bufferscope.js, in a folder of its own and then put in place in one step, since
 * another process may be running the old one or building the same.
 */
export async function buildCli() {
  const started = new Date()
  const folder = join(DIST, `.cli-${process.pid}`)
  try {
    await build({
      root: ROOT,
      configFile: join(ROOT, 'vite.cli.config.ts'),
      logLevel: 'warn',
      build: { outDir: folder },
    })
    mkdirSync(CLI, { recursive: true })
    // As old as its sources: one that is saved while this runs is newer than what it went into.
    utimesSync(join(folder, 'bufferscope.js'), started, started)
    for (const name of ['sources.json', 'bufferscope.js']) {
      renameSync(join(folder, name), join(CLI, name))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (process.argv[1] === import.meta.filename) {
  if (!process.argv.includes('--cli')) await buildPage()
  await buildCli()
}
