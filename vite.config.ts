import { readFileSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

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

export default defineConfig({
  base: './',
  plugins: [react(), loosenPolicyInDevelopment()],
  build: {
    target: 'es2022',
    // scripts/build.mjs empties the folder, and leaves dist/cli alone.
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: 'licenses.md' },
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
