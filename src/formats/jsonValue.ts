/** Data as JSON knows it: an object, no list. Keys may come from a file: read them with `Object.hasOwn`. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The list at a key of what may be anything; empty where there is none. */
export function listAt(owner: unknown, key: string): readonly unknown[] {
  const value = isObject(owner) && Object.hasOwn(owner, key) ? owner[key] : null
  return Array.isArray(value) ? value : []
}

/** The text at a key of what may be anything, or null. */
export function textAt(owner: unknown, key: string): string | null {
  const value = isObject(owner) && Object.hasOwn(owner, key) ? owner[key] : null
  return typeof value === 'string' ? value : null
}
