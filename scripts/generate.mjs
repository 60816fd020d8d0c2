// Writes the files that are made from sources: the JSON Schema of the layout document, and the samples.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, getFileInfo, resolveConfig } from 'prettier'
import { createServer } from 'vite'

const ROOT = join(import.meta.dirname, '..')

/** @typedef {{ generatedFiles: (read: (path: string) => string) => ReadonlyMap<string, string> }} Source */

// Node 20 runs no TypeScript; vite loads it.
const server = await createServer({
  root: ROOT,
  configFile: false,
  logLevel: 'warn',
  server: { middlewareMode: true, hmr: false, watch: null, ws: false },
  optimizeDeps: { noDiscovery: true },
})
try {
  const source = /** @type {Source} */ (await server.ssrLoadModule('/src/formats/generated.ts'))
  const files = source.generatedFiles((path) => readFileSync(join(ROOT, path), 'utf8'))
  for (const [path, text] of files) await write(join(ROOT, path), text)
} finally {
  await server.close()
}

/** Formatted where prettier checks the file, so that it finds nothing to say. */
async function write(/** @type {string} */ file, /** @type {string} */ text) {
  const { ignored } = await getFileInfo(file, { ignorePath: join(ROOT, '.prettierignore') })
  const options = { ...(await resolveConfig(file)), filepath: file }
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, ignored ? text : await format(text, options))
  console.log(file)
}
