// The round trip with real solvers: installs pinned versions of cubie from the Python package index,
// runs the Python tests with each, then builds, dumps, moves, builds again and compares. What cannot
// be had is one sentence and a failed test, never a skipped one.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { countVitest, writeCounts } from './count.mjs'

/** @import { Counts } from './count.mjs' */

const ROOT = join(import.meta.dirname, '..')
const CACHE = join(ROOT, '.cache', 'bridge')
const WORK = join(CACHE, 'work')
const REPORT = join(ROOT, 'test-results', 'bridge.json')
const LAST_SECONDS = 300

/** Pythons that the newest cubie runs on, the best known first. */
const PYTHONS = ['python3.11', 'python3.12', 'python3.13', 'python3', 'python']
const SUITABLE = 'import sys; sys.exit(not ((3, 11) <= sys.version_info < (3, 14)))'

/** cubie's own packages come with it; the CUDA runtime is what its imports ask for, also on the simulator. */
const COMMON = ['numpy==2.4.6', 'nvidia-cuda-runtime==13.5.37', 'cuda-bindings==13.5.0']
const OLD = [...COMMON, 'numba==0.68.1', 'numba-cuda==0.30.4']
const VERSIONS = [
  { cubie: '0.17.0', role: 'NEWEST', packages: COMMON },
  { cubie: '0.9.0', role: 'WITH_DEFECT', packages: OLD },
  { cubie: '0.3.1', role: 'OLDEST', packages: OLD },
]

/** @typedef {typeof VERSIONS[number]} Version */

class CannotRun extends Error {}

/**
 * @param {string} program
 * @param {string[]} args
 * @returns {{ ok: boolean, output: string }}
 */
function run(program, args, env = {}) {
  const child = spawnSync(program, args, {
    cwd: existsSync(WORK) ? WORK : ROOT,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    timeout: LAST_SECONDS * 1000,
  })
  // Both are null where there is no such program.
  /** @type {(string | null)[]} */
  const said = [child.stdout, child.stderr]
  return { ok: child.status === 0, output: said.map((text) => text ?? '').join('') }
}

/** @returns {string} */
function suitablePython() {
  const found = PYTHONS.find((name) => run(name, ['-c', SUITABLE]).ok)
  if (found === undefined)
    throw new CannotRun('The bridge cannot be tested: there is no Python 3.11, 3.12 or 3.13 here.')
  return found
}

/**
 * A virtual environment with one cubie, kept from run to run while its pins stay.
 *
 * @param {Version} version
 * @param {string} python
 * @returns {string} its interpreter
 */
function environment({ cubie, packages }, python) {
  const pins = [`cubie==${cubie}`, ...packages]
  const key = createHash('sha256').update(JSON.stringify(pins)).digest('hex').slice(0, 12)
  const folder = join(CACHE, `cubie-${cubie}-${key}`)
  const interpreter = join(folder, 'bin', 'python')
  const done = join(folder, 'installed')
  if (existsSync(done) && run(interpreter, ['-c', SUITABLE]).ok) return interpreter
  rmSync(folder, { recursive: true, force: true })
  const made = run(python, ['-m', 'venv', folder])
  if (!made.ok) throw new CannotRun(`The bridge cannot be tested: ${lastLine(made.output)}`)
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--retries', '2']
  const installed = run(interpreter, [...pip, ...pins])
  if (!installed.ok)
    throw new CannotRun(
      `The bridge cannot be tested: cubie ${cubie} does not install from the Python package index: ${lastLine(installed.output)}`,
    )
  writeFileSync(done, pins.join('\n'))
  return interpreter
}

function lastLine(/** @type {string} */ output) {
  const errors = output.split('\n').filter((line) => line.startsWith('ERROR'))
  return (errors.at(-1) ?? output.trim().split('\n').at(-1) ?? 'no reason was given').trim()
}

/**
 * @param {Version} version
 * @param {string} interpreter
 * @returns {Counts}
 */
function runUnittest({ cubie }, interpreter) {
  const bridge = join(ROOT, 'bridge')
  const args = ['-W', 'ignore', '-m', 'unittest', 'test_bufferscope_dump']
  const env = { NUMBA_ENABLE_CUDASIM: '1', PYTHONPATH: bridge, PYTHONDONTWRITEBYTECODE: '1' }
  const { ok, output } = run(interpreter, args, env)
  const ran = Number(/^Ran (\d+) tests? in/m.exec(output)?.[1] ?? 0)
  const bad = [...output.matchAll(/(?:failures|errors|skipped)=(\d+)/g)]
  const told = bad.reduce((sum, [, count]) => sum + Number(count), 0)
  const failed = ok && told === 0 && ran > 0 ? 0 : Math.max(1, told)
  if (failed > 0) console.log(output.trimEnd())
  console.log(`cubie ${cubie}: ${ran} tests ran, ${failed} failed`)
  return { passed: Math.max(0, ran - failed), failed, skipped: [] }
}

/**
 * @param {Record<string, string>} env
 * @returns {Counts}
 */
function runRoundTrip(env) {
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.bridge.config.ts']
  const child = spawnSync(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 1, 2],
    env: { ...process.env, ...env },
  })
  const counts = countVitest(existsSync(REPORT) ? JSON.parse(readFileSync(REPORT, 'utf8')) : null)
  return child.status === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 }
}

/** @returns {Counts[]} */
function runAll() {
  rmSync(REPORT, { force: true })
  mkdirSync(WORK, { recursive: true })
  const python = suitablePython()
  const interpreters = VERSIONS.map((version) => {
    const seconds = process.uptime()
    const interpreter = environment(version, python)
    console.log(`cubie ${version.cubie}: ready (${(process.uptime() - seconds).toFixed(1)} s)`)
    return { version, interpreter }
  })
  const env = Object.fromEntries(
    interpreters.map(({ version, interpreter }) => [
      `BUFFERSCOPE_PYTHON_${version.role}`,
      interpreter,
    ]),
  )
  const trip = runRoundTrip(env)
  return [
    trip,
    ...interpreters.map(({ version, interpreter }) => runUnittest(version, interpreter)),
  ]
}

/** @returns {Counts[]} */
function runOrTell() {
  try {
    return runAll()
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error
    console.error(error.message)
    return [{ passed: 0, failed: 1, skipped: [] }]
  }
}

writeCounts('bridge', runOrTell())
