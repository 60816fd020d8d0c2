import fc from 'fast-check'
import { expect, test } from 'vitest'
import { histories, kernelOf, LOOP, STEP } from '../../core/layout/editedTrees.testing.ts'
import type { FactoryId } from '../../core/registry/factory.ts'
import { treeBlocksOf, type TreeBlocks } from './treeBlocks.ts'

const folds: readonly ReadonlySet<FactoryId>[] = [new Set(), new Set([STEP]), new Set([LOOP, STEP])]

test('lines after an edit or a fold are those counted from nothing, back and forth', () => {
  fc.assert(
    fc.property(histories, fc.array(fc.constantFrom(...folds)), (history, turns) => {
      let last: TreeBlocks | null = null
      for (const [i, registry] of [...history, ...history.toReversed()].entries()) {
        const collapsed = turns[i] ?? new Set()
        last = treeBlocksOf([kernelOf(registry)], collapsed, last)
        expect(last).toEqual(treeBlocksOf([kernelOf(registry)], new Set(collapsed), null))
      }
    }),
  )
})
