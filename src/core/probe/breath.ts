/** Lets whoever draws the page do so; resolves when it is our turn again. */
export type Pause = () => Promise<void>

/** Milliseconds that host work runs before it pauses. */
const BREATH = 10

/** A point where long host work may pause: it does where the last pause is a while ago. */
export function breathing(pause: Pause): Pause {
  let last = Date.now()
  return async () => {
    if (Date.now() - last < BREATH) return
    await pause()
    last = Date.now()
  }
}
