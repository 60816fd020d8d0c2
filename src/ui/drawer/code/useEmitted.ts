import { useEffect, useState } from 'react'
import type { CodeTarget } from '../../../core/codegen/generated.ts'
import type { Model } from '../../../core/document/model.ts'
import { useFiles } from '../../commands/commands.ts'
import { emittedOf, forgetEmitted, writeCode, type Emitted } from './emitted.ts'

/** The code of a model for a target, and how it is written after it was given up. */
export function useEmitted(
  model: Model,
  target: CodeTarget,
): { readonly emitted: Emitted; readonly retry: () => void } {
  const { emit } = useFiles()
  const [, setTurn] = useState(0)
  const emitted = emittedOf(model, target)
  const isMissing = emitted === undefined
  useEffect(() => {
    if (!isMissing) return
    let isHeard = true
    void writeCode(model, target, emit).then(() => {
      if (isHeard) setTurn((turn) => turn + 1)
    })
    return () => {
      isHeard = false
    }
  }, [model, target, isMissing, emit])
  return {
    emitted,
    retry: () => {
      forgetEmitted(model, target)
      setTurn((turn) => turn + 1)
    },
  }
}
