import { layoutOf, type ExtentRule } from '../layout/factoryLayout.ts'
import { MAX_SIZE } from './entry.ts'
import type { Factory } from './factory.ts'

/** Entries below which no arena can pass 2^53 - 1 elements, each being MAX_SIZE of the widest ratio at most. */
const SAFE_ENTRIES = Math.floor(Number.MAX_SAFE_INTEGER / (MAX_SIZE * 4))

/**
 * Throws `arena-too-large` when the factory's arenas cannot be counted exactly. Lays the factory out
 * only where buffers or large regions could reach that far, so that registering stays lazy.
 */
export function assertArenasFit(factory: Factory, rule: ExtentRule): void {
  const large =
    factory.children.length > 0 && factory.entries.some((entry) => entry.size > MAX_SIZE)
  if (large || factory.entries.length > SAFE_ENTRIES) layoutOf(factory, rule)
}
