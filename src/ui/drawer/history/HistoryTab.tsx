import { useRef, useState, type KeyboardEvent } from 'react'
import { canRedo, canUndo } from '../../../store/history.ts'
import type { InspectorState } from '../../../store/state.ts'
import { figure } from '../../figures.ts'
import { useActions, useInspector } from '../../inspectorContext.ts'
import { Rows } from '../rows/Rows.tsx'
import { stepFrom } from './stepKeys.ts'
import './HistoryTab.css'

const ROW = 28
const selectHistory = (state: InspectorState) => state.history

/** Every step of the document, the present one marked; each can be gone to, and compared with now. */
export function HistoryTab() {
  const history = useInspector(selectHistory)
  const { goTo, undo, redo, compareWith } = useActions()
  const [focused, setFocused] = useState<number | null>(null)
  const list = useRef<HTMLDivElement>(null)
  if (history === null) return null
  const { steps, at } = history
  const tabStop = Math.min(focused ?? at, steps.length - 1)

  function onKeyDown(event: KeyboardEvent) {
    const to = stepFrom(event.key, tabStop, steps.length)
    if (to === null) return
    event.preventDefault()
    setFocused(to)
    // The row may be drawn only once it was scrolled to.
    requestAnimationFrame(() => {
      list.current?.querySelector<HTMLElement>(`[data-step="${to}"]`)?.focus()
    })
  }

  return (
    <div className="steps" ref={list} onKeyDown={onKeyDown}>
      <div className="steps__tools">
        <button type="button" className="button" disabled={!canUndo(history)} onClick={undo}>
          Undo
        </button>
        <button type="button" className="button" disabled={!canRedo(history)} onClick={redo}>
          Redo
        </button>
        <span className="muted">
          Step <span className="figure">{figure(at + 1)}</span> of{' '}
          <span className="figure">{figure(steps.length)}</span>
        </span>
      </div>
      <Rows count={steps.length} rowHeight={ROW} label="Steps" reveal={tabStop}>
        {(index) => {
          const step = steps[index]
          if (step === undefined) return null
          const isPresent = index === at
          return (
            <div key={index} className="step" data-undone={index > at || undefined}>
              <button
                type="button"
                className="step__go"
                data-step={index}
                tabIndex={index === tabStop ? 0 : -1}
                {...(isPresent ? { 'aria-current': 'step' } : {})}
                onFocus={() => setFocused(index)}
                onClick={() => goTo(index)}
              >
                <span className="step__number figure">{figure(index + 1)}</span>
                <span className="step__label">{step.label}</span>
                {isPresent && <span className="step__word">now</span>}
                {index > at && <span className="step__word">undone</span>}
              </button>
              {!isPresent && (
                <button
                  type="button"
                  className="step__compare"
                  tabIndex={index === tabStop ? 0 : -1}
                  aria-label={`Compare with now: ${step.label}`}
                  onClick={() =>
                    compareWith({
                      kind: 'step',
                      label: `step ${index + 1}, ${step.label}`,
                      model: step.value,
                    })
                  }
                >
                  Compare with now
                </button>
              )}
            </div>
          )
        }}
      </Rows>
    </div>
  )
}
