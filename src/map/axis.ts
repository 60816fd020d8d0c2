/** Pixels that a tick wants to itself. */
const TICK_PIXELS = 88

/**
 * Positions of ticks in a window, in multiples of a power of two of `unitBytes`, since that is how
 * memory is counted in decimal as in hexadecimal.
 */
export function ticksOf(
  window: { readonly from: number; readonly to: number },
  pixels: number,
  unitBytes: number,
): readonly number[] {
  const units = (window.to - window.from) / unitBytes
  if (!(units > 0) || pixels <= 0) return []
  const wanted = Math.max(1, pixels / TICK_PIXELS)
  const step = stepFor(units / wanted)
  const first = Math.ceil(window.from / unitBytes / step)
  const last = Math.floor(window.to / unitBytes / step)
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step * unitBytes)
}

/** The smallest power of two, at least 1, that is not below `units`. */
function stepFor(units: number): number {
  return 2 ** Math.max(0, Math.ceil(Math.log2(units)))
}

/** The domain that shows `endBytes` with some room behind, in whole steps, so that small edits do not move it. */
export function domainEnd(endBytes: number, unitBytes: number): number {
  const units = Math.max(8, endBytes / unitBytes)
  const step = 2 ** Math.max(0, Math.floor(Math.log2(units)) - 2)
  return (Math.floor((units * 1.02) / step) + 1) * step * unitBytes
}
