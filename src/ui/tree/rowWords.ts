import { layoutOf, type ExtentRule } from '../../core/layout/factoryLayout.ts'
import { bytesOf } from '../../core/registry/dtype.ts'
import type { Factory } from '../../core/registry/factory.ts'
import { LOCATION_WORDS } from '../../core/registry/location.ts'
import { shownModel, type InspectorState } from '../../store/state.ts'
import { spelled } from '../figures.ts'
import type { TreeRow } from './treeRows.ts'

export function selectRule(state: InspectorState): ExtentRule {
  return shownModel(state)?.registry.extentRule ?? 'elements'
}

/** Elements of shared memory that a factory needs with all below it. */
export function sharedOf(factory: Factory, rule: ExtentRule): number {
  return layoutOf(factory, rule).aggregates.shared
}

/** A row in words, as a screen reader says it: all that the row shows. */
export function rowLabel({ buffer, factory, edge }: TreeRow, state: InspectorState): string {
  const say = (elements: number, elementBytes: number) =>
    spelled(elements * elementBytes, elementBytes, state.preferences)
  if (buffer !== null) {
    const size = say(buffer.size, bytesOf(buffer.dtype))
    return `${buffer.name}, ${LOCATION_WORDS[buffer.location]}, ${size}`
  }
  const shared = sharedOf(factory, selectRule(state))
  const size = say(shared, bytesOf(factory.precision))
  const needs = shared === 0 ? '' : `, needs ${size} of shared memory`
  return `${edge}, ${factory.type}${needs}`
}
