import type { WordFault } from '../../../core/probe/verdict.ts'
import { LOCATION_WORDS } from '../../../core/registry/location.ts'
import type { InspectorState } from '../../../store/state.ts'
import { figure } from '../../figures.ts'
import { useActions, useInspector } from '../../inspectorContext.ts'
import { elementWords, faultWords } from './wordRows.ts'

/** Words that are tabled; the maps draw all of them. */
const TABLED = 200

const selectRadix = (state: InspectorState) => state.preferences.radix

interface Props {
  readonly faults: readonly WordFault[]
  /** All wrong words, those that are not listed included. */
  readonly count: number
}

/** The first wrong words in address order: what should lie there, what does, and whose it is. */
export function WordFaults({ faults, count }: Props) {
  const radix = useInspector(selectRadix)
  const { select } = useActions()
  if (faults.length === 0) return null
  const shown = faults.slice(0, TABLED)
  return (
    <section aria-label="Wrong words">
      <h3 className="verification__heading">
        {shown.length < count
          ? `The first ${figure(shown.length)} of ${figure(count)} wrong words`
          : 'Wrong words'}
      </h3>
      <div className="words" tabIndex={0} role="group" aria-label="Wrong words, table">
        <table>
          <thead>
            <tr>
              <th scope="col">Arena</th>
              <th scope="col" className="words__number">
                Lane
              </th>
              <th scope="col" className="words__number">
                Word
              </th>
              <th scope="col">Expected</th>
              <th scope="col">Found</th>
              <th scope="col">What is wrong</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((fault, i) => (
              <tr key={i}>
                <td>{LOCATION_WORDS[fault.arena]}</td>
                <td className="words__number figure">{fault.lane}</td>
                <td className="words__number figure">{figure(fault.word, radix)}</td>
                <td>
                  {fault.expected === null ? (
                    <span className="muted">nothing</span>
                  ) : (
                    <button
                      type="button"
                      className="place figure"
                      title={fault.expected.path}
                      onClick={() => {
                        if (fault.expected !== null)
                          select([{ factory: fault.expected.factory, name: fault.expected.buffer }])
                      }}
                    >
                      {elementWords(fault.expected, '')}
                    </button>
                  )}
                </td>
                <td className="figure">{elementWords(fault.found, 'no tag')}</td>
                <td>{faultWords(fault)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
