import { lazy, type ComponentType, type LazyExoticComponent } from 'react'

/** A component that is loaded when it is first shown: `lazily(async () => (await import(…)).Palette)`. */
export function lazily<P extends object>(
  load: () => Promise<ComponentType<P>>,
): LazyExoticComponent<ComponentType<P>> {
  return lazy(async () => ({ default: await load() }))
}
