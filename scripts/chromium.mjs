// Finds the Chromium that the tests drive. Its folder also holds the software Vulkan driver
// (SwiftShader) that the command line needs where a machine has no GPU, so this runs before any test.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

const MAC_APPS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

const WINDOWS_PATHS = [
  'Chromium\\Application\\chrome.exe',
  'Google\\Chrome\\Application\\chrome.exe',
]
const WINDOWS_FOLDERS = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']

const HOW_TO_INSTALL =
  'No Chromium was found: install Chromium or Google Chrome (on Debian: apt-get install chromium), ' +
  'or name its executable in the environment variable BUFFERSCOPE_CHROMIUM.'

/**
 * The path of a Chromium: the one named in BUFFERSCOPE_CHROMIUM, the system's, or Playwright's own;
 * on Debian as root, one is installed where there is none.
 *
 * @returns {string}
 * @throws {Error} where there is none, with one sentence that says what to install
 */
export function findChromium() {
  return named() ?? onSystem() ?? ofPlaywright() ?? install()
}

/** @returns {string | undefined} */
function named() {
  const path = process.env['BUFFERSCOPE_CHROMIUM']
  if (path === undefined || path === '') return undefined
  if (existsSync(path)) return path
  throw new Error(`BUFFERSCOPE_CHROMIUM names "${path}", and there is no such file.`)
}

/** @returns {string | undefined} */
function onSystem() {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...onPath, ...usualPlaces()].find((path) => existsSync(path))
}

/** @returns {string[]} */
function usualPlaces() {
  if (process.platform === 'darwin') return MAC_APPS
  if (process.platform !== 'win32') return []
  const folders = WINDOWS_FOLDERS.map((name) => process.env[name]).filter((x) => x !== undefined)
  return folders.flatMap((folder) => WINDOWS_PATHS.map((path) => join(folder, path)))
}

/** @returns {string | undefined} */
function ofPlaywright() {
  const path = chromium.executablePath()
  return existsSync(path) ? path : undefined
}

/** @returns {string} */
function install() {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0)
    throw new Error(HOW_TO_INSTALL)
  try {
    aptGet(['update'])
    aptGet(['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'])
  } catch (cause) {
    throw new Error(HOW_TO_INSTALL, { cause })
  }
  const path = onSystem()
  if (path === undefined) throw new Error(HOW_TO_INSTALL)
  return path
}

/** Standard output stays free for results: what apt-get says goes to standard error. */
function aptGet(/** @type {string[]} */ args) {
  execFileSync('apt-get', args, {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}
