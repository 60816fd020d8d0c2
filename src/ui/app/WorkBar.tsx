import type { InspectorState, Work } from '../../store/state.ts'
import { useInspector } from '../inspectorContext.ts'
import './WorkBar.css'

const selectWorks = (state: InspectorState) => state.works

/** What takes long: how far it is, and the way to give it up. Nothing where nothing does. */
export function WorkBar() {
  const works = useInspector(selectWorks)
  return (
    <>
      <p role="status" className="visually-hidden">
        {works.map(({ label }) => `${label}. Escape cancels it.`).join(' ')}
      </p>
      {works.length > 0 && (
        <section className="work" aria-label="Under way">
          {works.map((work) => (
            <Row key={work.kind} work={work} />
          ))}
        </section>
      )}
    </>
  )
}

function Row({ work: { label, done, cancel } }: { readonly work: Work }) {
  return (
    <div className="work__row">
      <span className="work__label">{label}…</span>
      <progress
        className="work__progress"
        aria-label={label}
        {...(done === null ? {} : { value: done })}
      />
      <button type="button" className="button" onClick={cancel}>
        Cancel <kbd>Esc</kbd>
      </button>
    </div>
  )
}
