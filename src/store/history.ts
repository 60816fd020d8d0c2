/** An undo history as a value: every state that was, with the name of the step that led to it. */
export interface History<T> {
  readonly past: readonly Step<T>[]
  readonly present: Step<T>
  readonly future: readonly Step<T>[]
}

export interface Step<T> {
  /** What the step did, as the history lists it: "Move delta to shared". */
  readonly label: string
  readonly value: T
}

export function historyOf<T>(label: string, value: T): History<T> {
  return { past: [], present: { label, value }, future: [] }
}

/** A new step; a value that is the present one changes nothing. */
export function pushStep<T>(history: History<T>, label: string, value: T): History<T> {
  if (value === history.present.value) return history
  return { past: [...history.past, history.present], present: { label, value }, future: [] }
}

export function undone<T>(history: History<T>): History<T> {
  const previous = history.past.at(-1)
  if (previous === undefined) return history
  return {
    past: history.past.slice(0, -1),
    present: previous,
    future: [history.present, ...history.future],
  }
}

export function redone<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future
  if (next === undefined) return history
  return { past: [...history.past, history.present], present: next, future }
}

/** The history standing at step `index` of all its steps, past first. */
export function wentTo<T>(history: History<T>, index: number): History<T> {
  const steps = stepsOf(history)
  const present = steps[index]
  if (present === undefined || present === history.present) return history
  return { past: steps.slice(0, index), present, future: steps.slice(index + 1) }
}

export function stepsOf<T>(history: History<T>): readonly Step<T>[] {
  return [...history.past, history.present, ...history.future]
}
