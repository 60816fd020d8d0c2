/** The part of a lane that is in sight, in bytes: from `from` to `to`. */
export interface Window {
  readonly from: number
  readonly to: number
}

/** One element fills half of the map at most. */
const SMALLEST_BYTES = 8

/** The window `factor` times as wide, with the byte `about` staying where it is; kept within the domain. */
export function zoomed(
  window: Window,
  domain: Window,
  { factor, about }: { readonly factor: number; readonly about: number },
): Window {
  const width = widthWithin((window.to - window.from) * factor, domain)
  const share = (about - window.from) / (window.to - window.from)
  return within({ from: about - share * width, to: about + (1 - share) * width }, domain)
}

/** The window moved by a number of bytes, as far as the domain goes. */
export function panned(window: Window, domain: Window, bytes: number): Window {
  return within({ from: window.from + bytes, to: window.to + bytes }, domain)
}

/** A window around `range` with some room on both sides. */
export function fitted(range: Window, domain: Window): Window {
  const width = widthWithin((range.to - range.from) * 1.25, domain)
  const middle = (range.from + range.to) / 2
  return within({ from: middle - width / 2, to: middle + width / 2 }, domain)
}

/** The window moved just as far as it must to hold `range`; itself where it does already. */
export function revealing(window: Window, domain: Window, range: Window): Window {
  const width = window.to - window.from
  if (range.from >= window.from && range.to <= window.to) return window
  if (range.to - range.from > width) return fitted(range, domain)
  const from = range.from < window.from ? range.from : range.to - width
  return within({ from, to: from + width }, domain)
}

/** The window moved, and narrowed where it must, so that nothing outside of the domain is in sight. */
export function within(window: Window, domain: Window): Window {
  const width = Math.min(window.to - window.from, domain.to - domain.from)
  const from = Math.max(domain.from, Math.min(window.from, domain.to - width))
  return from === window.from && width === window.to - window.from
    ? window
    : { from, to: from + width }
}

function widthWithin(width: number, domain: Window): number {
  const whole = domain.to - domain.from
  return Math.max(Math.min(SMALLEST_BYTES, whole), Math.min(width, whole))
}
