/** A page that is never idle is not waited for any longer. */
const MOST_MS = 1000

/** Resolves when the page has nothing more to do at once, and at once where nobody sees it, or does any longer. */
export function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    if (document.hidden) resolve()
    document.addEventListener('visibilitychange', () => resolve(), { once: true })
    // Not every browser tells of it.
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: MOST_MS })
    else setTimeout(resolve)
  })
}
