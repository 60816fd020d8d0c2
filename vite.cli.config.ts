import { relative } from 'node:path'
import { defineConfig, type Plugin } from 'vite'

const ROOT = import.meta.dirname

/** Writes down which sources went in, so that scripts/bufferscope.mjs can tell when they changed. */
function listSources(): Plugin {
  return {
    name: 'bufferscope:list-sources',
    generateBundle() {
      const sources = [...this.getModuleIds()]
        .map((id) => relative(ROOT, id.replace(/\?.*$/, '')))
        .filter((path) => path.startsWith('src'))
        .sort()
      this.emitFile({
        type: 'asset',
        fileName: 'sources.json',
        source: JSON.stringify(sources, null, 2),
      })
    },
  }
}

export default defineConfig({
  publicDir: false,
  plugins: [listSources()],
  ssr: { external: true, target: 'node' },
  build: {
    ssr: 'src/cli/main.ts',
    target: 'node20',
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      // One file: it is put in place in one step, and loads in one read.
      output: { entryFileNames: 'bufferscope.js', codeSplitting: false },
    },
  },
})
