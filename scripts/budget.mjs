// Fails a build whose page loads more JavaScript before the first paint than it may.
import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { gzipSync } from 'node:zlib'

/** Compressed bytes of JavaScript before the first paint. */
export const BUDGET_BYTES = 170_000

const SCRIPTS = /<(?:script|link)\b[^>]*\b(?:src|href)="([^"]+\.js)"/g
const STATIC_IMPORTS =
  /(?:^|[;}\s])(?:import|export)\s*(?:[\w*{}\s,$]*?from\s*)?["'](\.[^"']+\.js)["']/g

/**
 * The scripts that a page loads at once: those of its HTML, and all that they import statically.
 *
 * @param {string} folder
 * @returns {{ name: string, bytes: number }[]} compressed sizes, largest first
 */
export function firstScripts(folder) {
  const waiting = [...readFileSync(join(folder, 'index.html'), 'utf8').matchAll(SCRIPTS)].map(
    (match) => normalize(match[1] ?? ''),
  )
  /** @type {Map<string, number>} */
  const sizes = new Map()
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (sizes.has(name)) continue
    const text = readFileSync(join(folder, name), 'utf8')
    sizes.set(name, gzipSync(text, { level: 9 }).length)
    for (const match of text.matchAll(STATIC_IMPORTS))
      waiting.push(join(dirname(name), match[1] ?? ''))
  }
  return [...sizes].map(([name, bytes]) => ({ name, bytes })).sort((a, b) => b.bytes - a.bytes)
}

/** Prints what the first paint costs; throws where that is over the budget. */
export function checkBudget(/** @type {string} */ folder) {
  const scripts = firstScripts(folder)
  const total = scripts.reduce((sum, { bytes }) => sum + bytes, 0)
  const list = scripts.map(({ name, bytes }) => `  ${bytes} B ${name}`).join('\n')
  if (total > BUDGET_BYTES)
    throw new Error(`The first paint loads ${total} B of ${BUDGET_BYTES} B:\n${list}`)
  console.log(`First paint: ${total} B of JavaScript, compressed, of ${BUDGET_BYTES} B.`)
}
