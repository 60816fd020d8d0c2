import { readFileSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

const META_CSP = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/

/** The page's policy, read from index.html, so that the header and the meta tag cannot differ. */
function contentSecurityPolicy(): string {
  const page = readFileSync(new URL('index.html', import.meta.url), 'utf8')
  const policy = META_CSP.exec(page)?.[1]
  if (policy === undefined) throw new Error('index.html holds no Content-Security-Policy')
  return policy
}

/** The development server injects scripts and styles inline and talks over a web socket. */
function loosenPolicyInDevelopment(): Plugin {
  return {
    name: 'bufferscope:development-policy',
    apply: 'serve',
    transformIndexHtml: (html) =>
      html
        .replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
        .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
        .replace("connect-src 'self'", "connect-src 'self' ws:"),
  }
}

/** Installable, and offline after the first visit; a new version takes over when every tab was closed. */
const offline = VitePWA({
  registerType: 'prompt',
  injectRegister: 'script-defer',
  includeAssets: ['favicon.svg', 'bridge/*', 'schema/*'],
  workbox: {
    globPatterns: ['**/*.{js,css,html,svg,woff2,json,py,webmanifest}'],
    globIgnores: ['cli/**'],
    maximumFileSizeToCacheInBytes: 8 * 2 ** 20,
  },
  manifest: {
    name: 'Bufferscope',
    short_name: 'Bufferscope',
    description: 'A visual layout inspector for GPU scratch memory.',
    theme_color: '#ffffff',
    background_color: '#f6f7f9',
    display: 'standalone',
    icons: [{ src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
  },
})

const BRIDGE = 'bridge/bufferscope_dump.py'

/** The file that a cubie user downloads is the one that the tests run: there is one of it, in bridge/. */
function offerBridge(): Plugin {
  const source = () => readFileSync(new URL(BRIDGE, import.meta.url), 'utf8')
  return {
    name: 'bufferscope:bridge',
    configureServer(server) {
      server.middlewares.use(`/${BRIDGE}`, (_, response) => {
        response.setHeader('Content-Type', 'text/x-python; charset=utf-8')
        response.end(source())
      })
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: BRIDGE, source: source() })
    },
  }
}

/**
 * What the first paint waits for comes in one file, and what several of the later parts use in a few:
 * thirty small files took half of the time until the first paint.
 */
const CHUNKS = [
  { name: 'first', tags: ['$initial' as const] },
  { name: 'shared', minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 40_000 },
]

/** The name of a shared file would list all that use it. */
function chunkFile({ name }: { readonly name: string }): string {
  return `assets/${name.startsWith('shared~') ? 'shared' : '[name]'}-[hash].js`
}

export default defineConfig({
  base: './',
  plugins: [react(), loosenPolicyInDevelopment(), offerBridge(), offline],
  build: {
    target: 'es2022',
    // scripts/build.mjs empties the folder, and leaves dist/cli alone.
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: 'licenses.md' },
    rolldownOptions: { output: { codeSplitting: { groups: CHUNKS }, chunkFileNames: chunkFile } },
  },
  worker: { format: 'es' },
  preview: {
    strictPort: true,
    headers: {
      'Content-Security-Policy': `${contentSecurityPolicy()}; frame-ancestors 'none'`,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    },
  },
})
