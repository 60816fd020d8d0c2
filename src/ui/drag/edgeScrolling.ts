/** Set on every element that scrolls by itself while something is dragged near its top or bottom. */
export const EDGE_SCROLL_ATTRIBUTE = 'data-edge-scroll'

/** A place on the page, in CSS pixels of the window. */
interface Point {
  readonly x: number
  readonly y: number
}

/** How near an edge is that scrolls. */
const REACH_PX = 48
/** At the very edge; a millisecond of it is a little less than one row of a tree in 16. */
const FASTEST_PX_PER_MS = 1.2
/** Frames that came late scroll no further than this one. */
const LONGEST_FRAME_MS = 50

/**
 * Tells what lies under the pointer: where that moves, and where things come to lie under it since they
 * scroll by themselves, faster the nearer it is to their top or bottom.
 */
export function pointingWithScroll(onUnder: (under: Element | null) => void) {
  let at: Point = { x: 0, y: 0 }
  let frame: number | null = null
  let last = 0

  function step(now: number): void {
    const pull = pullOn(elementAt(at), at)
    frame = pull === null ? null : requestAnimationFrame(step)
    if (pull === null) return
    const { scroller, speed } = pull
    const before = scroller.scrollTop
    scroller.scrollTop += speed * Math.min(now - last, LONGEST_FRAME_MS)
    // A way too short to scroll by is added to the next one.
    if (scroller.scrollTop === before) return
    last = now
    onUnder(elementAt(at))
  }

  return {
    to: (next: Point): void => {
      at = next
      const under = elementAt(at)
      // Asked for before the page changes: later the answer would wait for a layout.
      const isPulled = pullOn(under, at) !== null
      onUnder(under)
      if (frame !== null || !isPulled) return
      last = performance.now()
      frame = requestAnimationFrame(step)
    },
    stop: (): void => {
      if (frame !== null) cancelAnimationFrame(frame)
      frame = null
    },
  }
}

/** What scrolls by itself with the pointer there, and how fast; null where nothing does, or no further. */
function pullOn(under: Element | null, { y }: Point) {
  const scroller = under?.closest(`[${EDGE_SCROLL_ATTRIBUTE}]`) ?? null
  const speed = scroller === null ? 0 : edgeSpeed(scroller.getBoundingClientRect(), y)
  return scroller === null || speed === 0 || isAtEnd(scroller, speed) ? null : { scroller, speed }
}

/** Whether there is no more to come from where it would scroll to; less than a pixel is none. */
function isAtEnd({ scrollTop, scrollHeight, clientHeight }: Element, speed: number): boolean {
  return speed < 0 ? scrollTop <= 0 : scrollTop + clientHeight >= scrollHeight - 1
}

function elementAt({ x, y }: Point): Element | null {
  return document.elementFromPoint(x, y)
}

/** Pixels a millisecond, negative upwards; none in the middle, and the reach is never half of the height. */
export function edgeSpeed(
  { top, bottom }: { readonly top: number; readonly bottom: number },
  y: number,
): number {
  const reach = Math.min(REACH_PX, (bottom - top) / 4)
  const closeness = (distance: number) => Math.max(0, 1 - Math.max(0, distance) / reach) ** 2
  return FASTEST_PX_PER_MS * (closeness(bottom - y) - closeness(y - top))
}
