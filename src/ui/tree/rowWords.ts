import { layoutOf, type ExtentRule } from '../../core/layout/factoryLayout.ts'
import type { Factory } from '../../core/registry/factory.ts'
import { shownModel, type InspectorState } from '../../store/state.ts'
import { LOCATION_WORDS } from '../location.tsx'
import type { TreeRow } from './treeRows.ts'

export function selectRule(state: InspectorState): ExtentRule {
  return shownModel(state)?.registry.extentRule ?? 'elements'
}

/** Elements of shared memory that a factory needs with all below it. */
export function sharedOf(factory: Factory, rule: ExtentRule): number {
  return layoutOf(factory, rule).aggregates.shared
}

/** A row in words, as a screen reader says it: all that the row shows. */
export function rowLabel({ buffer, factory, edge }: TreeRow, rule: ExtentRule): string {
  if (buffer !== null)
    return `${buffer.name}, ${LOCATION_WORDS[buffer.location]}, ${buffer.size} elements`
  const shared = sharedOf(factory, rule)
  const needs = shared === 0 ? '' : `, needs ${shared} elements of shared memory`
  return `${edge}, ${factory.type}${needs}`
}
