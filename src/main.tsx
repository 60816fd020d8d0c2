import { StrictMode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import './ui/style/fonts.css'
import './ui/style/tokens.css'
import './ui/style/base.css'
import { isUnkept } from './store/documentActions.ts'
import { createInspector } from './store/inspectorStore.ts'
import { Autosave } from './store/shelf/autosave.ts'
import { createShelf } from './store/shelf/shelf.ts'
import type { Verifier } from './store/verifyActions.ts'
import { App } from './ui/app/App.tsx'
import { askForFrames } from './ui/app/askForFrames.ts'
import { ErrorBoundary } from './ui/app/ErrorBoundary.tsx'
import { rememberedPreferences, rememberPreferences } from './ui/app/preferences.ts'
import { FileProvider } from './ui/commands/commands.ts'
import { createFilePort } from './ui/documents/filePort.ts'
import { openShared } from './ui/documents/openShared.ts'
import { ShelfProvider } from './ui/documents/shelfContext.ts'
import { tabPorts } from './ui/documents/tabPorts.ts'
import { InspectorProvider } from './ui/inspectorContext.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html holds no element with the id "root"')

/** The verification and its runners are loaded with the first run, and the device is kept for the next. */
let prover: Promise<Verifier> | null = null
async function loadProver(): Promise<Verifier> {
  const [{ createProver }, { createWebGpuRunner }, { createEmulatedRunner }, interpreting] =
    await Promise.all([
      import('./gpu/prover.ts'),
      import('./gpu/webgpuRunner.ts'),
      import('./gpu/emulatedRunner.ts'),
      import('./gpu/workerInterpreter.ts'),
    ])
  return createProver({
    device: createWebGpuRunner(navigator.gpu),
    emulation: createEmulatedRunner(interpreting.createWorkerInterpreter()),
    onFallback: (reason) =>
      inspector.actions.say('bad', `${reason} One lane is emulated on this processor instead.`),
  })
}

const inspector = createInspector({
  preferences: rememberedPreferences(),
  verify: async (model, options) => {
    prover ??= loadProver().catch((error: unknown) => {
      // The next run tries to load it again.
      prover = null
      throw error
    })
    return (await prover)(model, options)
  },
  deviceLimits: async () => (await import('./gpu/adapterLimits.ts')).adapterLimits(navigator.gpu),
  keeper: {
    isKept: (history) => autosave.isKept(history),
    settled: () => autosave.settled(),
  },
})
askForFrames(inspector)
rememberPreferences(inspector)
const files = createFilePort(inspector.actions)
const autosave = new Autosave({
  store: inspector.store,
  reopen: inspector.actions.reopen,
  shelf: createShelf(),
  ...tabPorts(),
})

// At once: keys and files are heard from when the page has loaded.
flushSync(() =>
  createRoot(root).render(
    <StrictMode>
      <InspectorProvider value={inspector}>
        <FileProvider value={files}>
          <ShelfProvider value={autosave}>
            <ErrorBoundary inspector={inspector} files={files}>
              <App />
            </ErrorBoundary>
          </ShelfProvider>
        </FileProvider>
      </InspectorProvider>
    </StrictMode>,
  ),
)

/** A document in the address, else the one that was open last. */
async function begin(): Promise<void> {
  await openLink()
  if (inspector.store.getState().history !== null) return
  const reopening = { kind: 'open', label: 'Opening the last document' } as const
  await inspector.actions.work(reopening, ({ signal }) => autosave.start(signal))
}

function openLink(): Promise<void> {
  return openShared(files, inspector, autosave)
}

window.addEventListener('hashchange', () => void openLink())
window.addEventListener('beforeunload', (event) => {
  if (isUnkept(inspector.store.getState().history, autosave)) event.preventDefault()
})
// Not awaited here: parts that are loaded later import what this file comes with, and would wait for it.
void begin()
