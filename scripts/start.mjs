// Builds the page and serves it on this machine.
import { connect } from 'node:net'
import { join } from 'node:path'
import { preview } from 'vite'
import { buildPage } from './build.mjs'

const PORT = 4173
const ADDRESS = `http://localhost:${PORT}`

/**
 * Whether something already answers on the port.
 *
 * @returns {Promise<boolean>}
 */
function isTaken() {
  return new Promise((resolve) => {
    const socket = connect({ port: PORT, host: 'localhost' })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

async function start() {
  const root = join(import.meta.dirname, '..')
  await buildPage()
  await preview({
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    preview: { port: PORT, strictPort: true },
  })
  console.log(`\nBufferscope is at ${ADDRESS}\n`)
}

if (await isTaken()) {
  console.error(
    `Port ${PORT} is taken by another program: stop that one, then run npm start again.`,
  )
  process.exitCode = 1
} else {
  await start()
}
