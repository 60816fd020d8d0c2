import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createInspector, DEFAULT_PREFERENCES } from './store/inspectorStore.ts'
import { App } from './ui/app/App.tsx'
import { InspectorProvider } from './ui/inspectorContext.ts'
import './ui/style/fonts.css'
import './ui/style/tokens.css'
import './ui/style/base.css'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html holds no element with the id "root"')

const inspector = createInspector({
  preferences: DEFAULT_PREFERENCES,
  verify: async (model, { layout }) => ({
    kind: 'unavailable',
    reason: 'No runner is there yet.',
    runner: 'webgpu',
    adapter: null,
    program: 'generated',
    lanes: 0,
    layout,
    registry: model.registry,
    milliseconds: 0,
  }),
})

createRoot(root).render(
  <StrictMode>
    <InspectorProvider value={inspector}>
      <App />
    </InspectorProvider>
  </StrictMode>,
)
