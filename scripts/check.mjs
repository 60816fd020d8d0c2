// Types, lint, format and arrows: the four checks that read the sources and run nothing.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const AT_ONCE = 2
const FOLDERS = ['src', 'e2e', 'bench', 'scripts'].filter((name) => existsSync(join(ROOT, name)))

/** The slowest first, so that two at a time end together. */
const CHECKS = [
  { name: 'lint', bin: 'eslint/bin/eslint.js', args: ['.', '--max-warnings', '0'] },
  { name: 'types', bin: 'typescript/bin/tsc', args: ['--build', '--pretty', 'false'] },
  { name: 'arrows', bin: 'dependency-cruiser/bin/dependency-cruise.mjs', args: FOLDERS },
  { name: 'format', bin: 'prettier/bin/prettier.cjs', args: ['--check', '.'] },
]

/**
 * Runs every check, also after one failed, and prints what the failing ones say.
 *
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks() {
  const waiting = [...CHECKS]
  const counts = { passed: 0, failed: 0 }
  async function work() {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const seconds = process.uptime()
      const { code, output } = await run(check)
      const outcome = code === 0 ? 'ok' : 'FAILED'
      console.log(`check ${check.name}: ${outcome} (${(process.uptime() - seconds).toFixed(1)} s)`)
      if (code !== 0) console.log(output.trimEnd())
      counts[code === 0 ? 'passed' : 'failed'] += 1
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return counts
}

/**
 * @param {{ bin: string, args: string[] }} check
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function run({ bin, args }) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, 'node_modules', bin), ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text))
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output }))
  })
}

if (process.argv[1] === import.meta.filename) {
  const { failed } = await runChecks()
  process.exitCode = failed === 0 ? 0 : 1
}
