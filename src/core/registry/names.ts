import { RegistryError, quoted } from './registryError.ts'

export const MAX_NAME_LENGTH = 256

/**
 * Why `name` cannot name a buffer, or null when it can: 1 to 256 characters (code points), well-formed
 * Unicode, no control character, not blank. Source: registry contract §1.
 */
export function nameProblem(name: unknown): string | null {
  if (typeof name !== 'string') return 'must be a text'
  if (name.length > MAX_NAME_LENGTH && Array.from(name).length > MAX_NAME_LENGTH)
    return `must have at most ${MAX_NAME_LENGTH} characters`
  return textProblem(name)
}

function textProblem(text: string): string | null {
  if (text.trim() === '') return 'must not be blank'
  if (/\p{Cc}/u.test(text)) return 'must not hold control characters'
  if (/\p{Cs}/u.test(text)) return 'must be well-formed Unicode (it holds half of a surrogate pair)'
  return null
}

/** Longest id of a factory: a path of names, so longer than one name. */
export const MAX_ID_LENGTH = 100_000

/** Why `id` cannot be a factory's id, or null when it can: as a name, but for its length. */
export function idProblem(id: unknown): string | null {
  if (typeof id !== 'string') return 'must be a text'
  if (id.length > MAX_ID_LENGTH) return `must have at most ${MAX_ID_LENGTH} characters`
  return textProblem(id)
}

export function assertName(name: unknown): asserts name is string {
  const problem = nameProblem(name)
  if (problem !== null)
    throw new RegistryError(
      'invalid-name',
      name,
      `The name ${quoted(name)} ${problem}; choose another.`,
    )
}

/** Up to `count` of `known`, nearest to `name` by edit distance, for "did you mean". */
export function nearestNames(name: string, known: Iterable<string>, count = 3): readonly string[] {
  const target = name.slice(0, 64)
  const scored: { readonly name: string; readonly distance: number }[] = []
  for (const candidate of known) {
    scored.push({ name: candidate, distance: editDistance(target, candidate.slice(0, 64)) })
    if (scored.length >= 2000) break
  }
  scored.sort((a, b) => a.distance - b.distance)
  return scored.slice(0, count).map((entry) => entry.name)
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitute = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      current.push(Math.min(substitute, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous[b.length] ?? a.length
}
