/** A page that is never idle, or hidden, is not waited for any longer. */
const MOST_MS = 1000

/** Resolves when the page has nothing more to do at once. */
export function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    // Not every browser tells of it.
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: MOST_MS })
    else setTimeout(resolve)
  })
}
