import { lazy, useState, type ComponentType } from 'react'

/** A component that is loaded when it is first shown, or before that, when `preload` is called. */
export type Lazy<P extends object> = ComponentType<P> & { readonly preload: () => Promise<void> }

/**
 * `lazily(async () => (await import('./Palette.tsx')).Palette)`. One that is there already is shown in the
 * same frame: `lazy` alone would wait for it once more, for up to 300 ms.
 */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>): Lazy<P> {
  let loaded: ComponentType<P> | null = null
  const loading = async () => (loaded = await load())
  const Later: ComponentType<P> = lazy(async () => ({ default: await loading() }))
  function Lazily(props: P) {
    // One kind for as long as it is shown: another would forget what was typed in it.
    const [Shown] = useState<ComponentType<P>>(() => loaded ?? Later)
    return <Shown {...props} />
  }
  async function preload(): Promise<void> {
    await loading()
  }
  return Object.assign(Lazily, { preload })
}
