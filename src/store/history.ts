/** An undo history as a value: every state that was, and where one stands among them. */
export interface History<T> {
  readonly steps: readonly Step<T>[]
  /** Index of the present step; steps behind it are what redo leads to. */
  readonly at: number
}

export interface Step<T> {
  /** What the step did, as the history lists it: "Move delta to shared". */
  readonly label: string
  readonly value: T
}

export function historyOf<T>(label: string, value: T): History<T> {
  return { steps: [{ label, value }], at: 0 }
}

export function presentOf<T>(history: History<T>): T {
  const step = history.steps[history.at]
  if (step === undefined) throw new RangeError(`a history has no step ${history.at}`)
  return step.value
}

/** A new step; a value that is the present one changes nothing. What could be redone is gone. */
export function pushStep<T>(history: History<T>, label: string, value: T): History<T> {
  if (value === presentOf(history)) return history
  const steps = [...history.steps.slice(0, history.at + 1), { label, value }]
  return { steps, at: steps.length - 1 }
}

/** The history standing at step `index`; itself where there is no such step. */
export function wentTo<T>(history: History<T>, index: number): History<T> {
  if (index === history.at || history.steps[index] === undefined) return history
  return { ...history, at: index }
}

export function canUndo<T>(history: History<T>): boolean {
  return history.at > 0
}

export function canRedo<T>(history: History<T>): boolean {
  return history.at < history.steps.length - 1
}
