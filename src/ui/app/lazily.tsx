import { useEffect, useState, type ComponentType, type ReactNode } from 'react'

/** A component that is loaded when it is first shown, or before that, when `preload` is called. */
export type Lazy<P extends object> = ComponentType<P> & { readonly preload: () => Promise<void> }

interface Meanwhile {
  readonly whileLoading?: ReactNode
  /** Where it is not given, the error boundary tells of the failure. */
  readonly whenFailed?: (retry: () => void) => ReactNode
}

interface Loading<P extends object> {
  readonly Shown: ComponentType<P> | null
  /** Why it could not be loaded, in a box of its own: a reason may be anything. */
  readonly failure: { readonly reason: unknown } | null
}

/**
 * `lazily(async () => (await import('./Palette.tsx')).Palette)`. One that is there already is shown in the
 * same frame, where React's own lazy would wait for up to 300 ms; what could not be loaded is asked for
 * again when it is shown again.
 */
export function lazily<P extends object>(
  load: () => Promise<ComponentType<P>>,
  { whileLoading = null, whenFailed }: Meanwhile = {},
): Lazy<P> {
  let loaded: ComponentType<P> | null = null
  const loading = async () => (loaded = await load())

  function Lazily(props: P) {
    const [{ Shown, failure }, setState] = useState<Loading<P>>({ Shown: loaded, failure: null })
    const isAskedFor = Shown === null && failure === null
    useEffect(() => {
      let isWanted = isAskedFor
      const end = (state: Loading<P>) => {
        if (isWanted) setState(state)
      }
      if (isAskedFor)
        loading().then(
          (component) => end({ Shown: component, failure: null }),
          (reason: unknown) => end({ Shown: null, failure: { reason } }),
        )
      return () => {
        isWanted = false
      }
    }, [isAskedFor])
    if (Shown !== null) return <Shown {...props} />
    if (failure === null) return whileLoading
    if (whenFailed === undefined) throw failure.reason
    return whenFailed(() => setState({ Shown: null, failure: null }))
  }

  async function preload(): Promise<void> {
    await loading()
  }
  return Object.assign(Lazily, { preload })
}
