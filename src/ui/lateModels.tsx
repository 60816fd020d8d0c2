import { createContext, useContext, useMemo, type ReactNode } from 'react'
import type { Model } from '../core/document/model.ts'
import { committedModel, shownModel } from '../store/state.ts'
import { useInspector } from './inspectorContext.ts'
import { useLate } from './useLate.ts'

/** The models that are shown and in the history, as `shownModel` and `committedModel` give them. */
export interface LateModels {
  readonly shown: Model | null
  readonly committed: Model | null
}

/** Until a document that was just opened has been painted. */
const NONE: LateModels = { shown: null, committed: null }
const LateContext = createContext<LateModels>(NONE)

/**
 * An edit is painted in two steps: first what a person looks at while they make it (tree, maps, totals,
 * fields), and right after it, from these models, what is worked out from the whole document (findings,
 * launch, what a move would do).
 */
export function LateModelsProvider({ children }: { readonly children: ReactNode }) {
  const shown = useInspector(shownModel)
  const committed = useInspector(committedModel)
  const models = useMemo(() => ({ shown, committed }), [shown, committed])
  return <LateContext value={useLate(models, NONE)}>{children}</LateContext>
}

export function useLateModels(): LateModels {
  return useContext(LateContext)
}
