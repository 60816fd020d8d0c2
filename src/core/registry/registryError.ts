export type RegistryErrorCode =
  | 'unknown-factory'
  | 'duplicate-factory'
  | 'unknown-buffer'
  | 'unknown-child'
  | 'unknown-key'
  | 'invalid-name'
  | 'duplicate-name'
  | 'invalid-size'
  | 'invalid-location'
  | 'invalid-dtype'
  | 'invalid-precision'
  | 'invalid-value'
  | 'alias-target-missing'
  | 'alias-self'
  | 'alias-target-in-use'
  | 'region-fixed'
  | 'cycle'
  | 'arena-too-large'
  | 'tree-too-large'

/** A refused operation: `code` says which rule, `value` what broke it, the message how to mend it. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError'
  readonly code: RegistryErrorCode
  readonly value: unknown

  constructor(code: RegistryErrorCode, value: unknown, message: string) {
    super(message)
    this.code = code
    this.value = value
  }
}

/** `value` as it may stand in a sentence: quoted, escaped, at most 60 characters; an object by its kind. */
export function quoted(value: unknown): string {
  const text =
    typeof value === 'string'
      ? JSON.stringify(value)
      : typeof value === 'object' && value !== null
        ? Object.prototype.toString.call(value)
        : String(value)
  return text.length > 60 ? `${text.slice(0, 57).replace(/[\uD800-\uDBFF]$/, '')}…` : text
}
