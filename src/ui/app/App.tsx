import { useInspector } from '../inspectorContext.ts'
import { Workbench } from './Workbench.tsx'
import './App.css'

/** The whole page. */
export function App() {
  const isEmpty = useInspector((state) => state.history === null)
  return (
    <div className="app">
      <h1 className="visually-hidden">Bufferscope</h1>
      <main className="app__main">{isEmpty ? null : <Workbench />}</main>
    </div>
  )
}
