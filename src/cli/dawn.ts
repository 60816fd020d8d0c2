import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { constants, homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { createWebGpuRunner, type WebGpuRunnerOptions } from '../gpu/webgpuRunner.ts'
import type { KernelRunner } from '../core/probe/runner.ts'

const LOADER = 'libvulkan.so.1'
const SOFTWARE_DRIVER = 'vk_swiftshader_icd.json'
/** Keeps a library that is no addon in the process after Node has closed it again. */
const RTLD_NODELETE = 0x1000

const BROWSER_FOLDERS = [
  '/usr/lib/chromium',
  '/usr/lib/chromium-browser',
  '/usr/lib64/chromium-browser',
  '/opt/google/chrome',
  '/opt/chromium.org/chromium',
]
const SYSTEM_LIBRARIES = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
  '/usr/local/lib',
]
const SYSTEM_DRIVERS = [
  '/usr/share/vulkan/icd.d',
  '/etc/vulkan/icd.d',
  '/usr/local/share/vulkan/icd.d',
]

/**
 * A runner on Dawn, WebGPU without a browser. Uses the system's Vulkan where it has a driver, else
 * the software driver that an installed Chromium brings; without either its verdicts say so.
 */
export async function createDawnRunner(options: WebGpuRunnerOptions = {}): Promise<KernelRunner> {
  return createWebGpuRunner(await dawn(), { name: 'dawn', ...options })
}

let instance: Promise<GPU | undefined> | null = null

/** Dawn's GPU object, one a process; undefined where the native module does not load. */
function dawn(): Promise<GPU | undefined> {
  instance ??= loadDawn()
  return instance
}

async function loadDawn(): Promise<GPU | undefined> {
  if (process.platform === 'linux') provideVulkan()
  try {
    const { create } = await import('webgpu')
    return create([])
  } catch {
    return undefined
  }
}

/** Must come before Dawn is loaded: it looks for the loader once, and the loader for its drivers. */
function provideVulkan(): void {
  const folder = browserFolders().find((path) => existsSync(join(path, SOFTWARE_DRIVER)))
  const named = process.env['VK_ICD_FILENAMES'] ?? process.env['VK_DRIVER_FILES']
  if (folder !== undefined && named === undefined && !hasSystemDriver())
    process.env['VK_ICD_FILENAMES'] = join(folder, SOFTWARE_DRIVER)
  if (SYSTEM_LIBRARIES.some((path) => existsSync(join(path, LOADER)))) return
  const loader = folder === undefined ? null : join(folder, LOADER)
  if (loader !== null && existsSync(loader)) keepLoaded(loader)
}

/** Loaded by its path once, a library is found by its name from then on. */
function keepLoaded(library: string): void {
  try {
    process.dlopen({ exports: {} }, library, constants.dlopen.RTLD_NOW | RTLD_NODELETE)
  } catch {
    // Node says that it is no addon; by then it is loaded, and stays.
  }
}

function hasSystemDriver(): boolean {
  return SYSTEM_DRIVERS.some(
    (path) => existsSync(path) && readdirSync(path).some((name) => name.endsWith('.json')),
  )
}

/** Folders where a browser may have put the driver, the one that tests use first. */
function browserFolders(): readonly string[] {
  const named = process.env['BUFFERSCOPE_CHROMIUM']
  const own = named !== undefined && existsSync(named) ? [dirname(realpathSync(named))] : []
  const onPath = (process.env['PATH'] ?? '')
    .split(':')
    .map((folder) => join(folder, 'chromium'))
    .filter((path) => existsSync(path))
    .map((path) => dirname(realpathSync(path)))
  return [...own, ...onPath, ...BROWSER_FOLDERS, ...ofPlaywright()]
}

function ofPlaywright(): readonly string[] {
  const cache = join(homedir(), '.cache', 'ms-playwright')
  if (!existsSync(cache)) return []
  return readdirSync(cache).flatMap((name) =>
    ['chrome-linux', 'chrome-linux64'].map((folder) => join(cache, name, folder)),
  )
}
