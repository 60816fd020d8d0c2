import type { BufferRegistry } from './bufferRegistry.ts'
import type { Owner } from './owners.ts'
import { RegistryError } from './registryError.ts'

/** The refusal of an operation; anything else is a failure of the test. */
export function errorOf(operation: () => unknown): RegistryError {
  try {
    operation()
  } catch (error) {
    if (error instanceof RegistryError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

/** Where the buffers of an owner lie, as plain lists. */
export function slices(registry: BufferRegistry, owner: Owner) {
  const { sharedLayout, persistentLocalLayout, localSizes } = registry.contextOf(owner)
  const pairs = (map: typeof sharedLayout) =>
    [...map].map(([name, { start, stop }]) => [name, start, stop])
  return {
    shared: pairs(sharedLayout),
    persistent: pairs(persistentLocalLayout),
    local: [...localSizes],
  }
}
