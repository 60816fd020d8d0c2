/**
 * Steps that are read at once: a step holds up to 20,000 entries before it has further parts, and copying
 * those of all of them is what keeps the page.
 */
export const STEPS_AT_ONCE = 8

/** First and last keys of what is read at once: further parts of a large step alone, steps together. */
export function stretchesOf<Key extends readonly unknown[]>(keys: readonly Key[]): [Key, Key][] {
  const stretches: [Key, Key][] = []
  let room = 0
  for (const key of keys) {
    const isPart = key.length > 2
    const open = stretches.at(-1)
    if (open === undefined || isPart || room === 0) {
      stretches.push([key, key])
      room = isPart ? 0 : STEPS_AT_ONCE - 1
    } else {
      open[1] = key
      room--
    }
  }
  return stretches
}
