/** A page that is never idle is not waited for any longer. */
const MOST_MS = 1000

/** Calls back once the next frame was painted; gives what calls it off. */
export function afterFrame(then: () => void): () => void {
  let timer: number | undefined
  const frame = requestAnimationFrame(() => {
    timer = window.setTimeout(then)
  })
  return () => {
    cancelAnimationFrame(frame)
    window.clearTimeout(timer)
  }
}

/** Resolves once the next frame was painted, and at once where nobody sees the page, or does any longer. */
export function whenPainted(): Promise<void> {
  return new Promise((resolve) => {
    if (document.hidden) resolve()
    const waiting = new AbortController()
    document.addEventListener('visibilitychange', () => resolve(), { signal: waiting.signal })
    afterFrame(() => {
      waiting.abort()
      resolve()
    })
  })
}

/** Resolves when the page has nothing more to do at once. */
export function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    // Not every browser tells of it.
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: MOST_MS })
    else setTimeout(resolve)
  })
}
