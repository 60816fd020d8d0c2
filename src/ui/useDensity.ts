import { useEffect, useState } from 'react'

/** Device pixels to a CSS pixel, as it changes: a page is zoomed, or goes to another screen. */
export function useDensity(): number {
  const [density, setDensity] = useState(() => devicePixelRatio)
  useEffect(() => {
    const query = matchMedia(`(resolution: ${density}dppx)`)
    const changed = () => setDensity(devicePixelRatio)
    query.addEventListener('change', changed)
    return () => query.removeEventListener('change', changed)
  }, [density])
  return density
}
