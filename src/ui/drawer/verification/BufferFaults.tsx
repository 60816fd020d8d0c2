import type { BufferFault } from '../../../core/probe/verdict.ts'
import { useActions } from '../../inspectorContext.ts'
import { PagedList } from '../rows/PagedList.tsx'

/** The buffers that the run disproved, each with its diagnosis; a click selects one. */
export function BufferFaults({ faults }: { readonly faults: readonly BufferFault[] }) {
  const { select, hover } = useActions()
  if (faults.length === 0) return null
  return (
    <section aria-label="Buffers disproven">
      <h3 className="verification__heading">Buffers disproven</h3>
      <PagedList className="faults" label="Buffers disproven" items={faults}>
        {(fault, i) => {
          const ref = { factory: fault.factory, name: fault.buffer }
          return (
            <li
              key={i}
              className="fault"
              onPointerEnter={() => hover(ref)}
              onPointerLeave={() => hover(null)}
            >
              <button type="button" className="place" onClick={() => select([ref])}>
                {fault.path}
                {' · '}
                <strong>{fault.buffer ?? 'the whole arena'}</strong>
              </button>
              <p>{fault.message}</p>
            </li>
          )
        }}
      </PagedList>
    </section>
  )
}
