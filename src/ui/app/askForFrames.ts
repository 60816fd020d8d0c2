import type { Inspector } from '../../store/inspectorStore.ts'

/**
 * What changes the state changes the page: the browser is asked for a frame before the work for it
 * begins. Asked at its end, when React has changed the page, it would let up to a whole frame pass.
 */
export function askForFrames({ store }: Inspector): void {
  let isAsked = false
  store.subscribe(() => {
    if (isAsked) return
    isAsked = true
    requestAnimationFrame(() => (isAsked = false))
  })
}
