import { assertWeight } from './entry.ts'
import { assertName } from './names.ts'
import type { Registry } from './registry.ts'
import { changeBuffer, type BufferRef } from './verbs.ts'

/** Accesses per step, null where not known. Errors: unknown-buffer, region-fixed, invalid-value. */
export function setWeight(registry: Registry, ref: BufferRef, weight: number | null): Registry {
  assertWeight(weight)
  return changeBuffer(registry, ref, (buffer) => ({ ...buffer, weight }))
}

/** The label of buffers that move together, null for none. Errors: unknown-buffer, region-fixed, invalid-name. */
export function setGroup(registry: Registry, ref: BufferRef, group: string | null): Registry {
  if (group !== null) assertName(group)
  return changeBuffer(registry, ref, (buffer) => ({ ...buffer, group }))
}

/**
 * The setting that drives the location in the program, null for `<name>_location`. Errors:
 * unknown-buffer, region-fixed, invalid-name.
 */
export function setSettingKey(
  registry: Registry,
  ref: BufferRef,
  settingKey: string | null,
): Registry {
  if (settingKey !== null) assertName(settingKey)
  return changeBuffer(registry, ref, (buffer) => ({ ...buffer, settingKey }))
}
