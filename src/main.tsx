import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { verify } from './core/probe/verify.ts'
import { createWebGpuRunner } from './gpu/webgpuRunner.ts'
import { createInspector, DEFAULT_PREFERENCES } from './store/inspectorStore.ts'
import { App } from './ui/app/App.tsx'
import { InspectorProvider } from './ui/inspectorContext.ts'
import './ui/style/fonts.css'
import './ui/style/tokens.css'
import './ui/style/base.css'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html holds no element with the id "root"')

const runner = createWebGpuRunner(navigator.gpu)

const inspector = createInspector({
  preferences: DEFAULT_PREFERENCES,
  verify: (model, options) => verify(model, runner, options),
})

createRoot(root).render(
  <StrictMode>
    <InspectorProvider value={inspector}>
      <App />
    </InspectorProvider>
  </StrictMode>,
)
