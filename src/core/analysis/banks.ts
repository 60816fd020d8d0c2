/** 4-byte columns that shared memory is served from. */
export const BANKS = 32

/** Element widths that one lane reads at once. */
export type BankElementBytes = 4 | 8 | 16

/** How a warp's lock-step access to element k of every lane's own slice is served. */
export type BankAccess =
  | { readonly kind: 'broadcast'; readonly degree: 1 }
  | { readonly kind: 'strided'; readonly degree: number }
  | { readonly kind: 'misaligned' }

/**
 * Ways that an access splits when lane r reads at word r · stride. Elements of w words are served in
 * groups of 32 / w lanes, and the degree is gcd(stride / w, group). Source: analysis contract, "Bank conflicts".
 */
export function bankAccess(strideWords: number, elementBytes: BankElementBytes): BankAccess {
  const words = elementBytes / 4
  if (strideWords === 0) return { kind: 'broadcast', degree: 1 }
  if (strideWords % words !== 0) return { kind: 'misaligned' }
  return { kind: 'strided', degree: greatestCommonDivisor(strideWords / words, BANKS / words) }
}

/** The fewest words to add to a stride so that it is aligned and free of conflicts; 0 where it is already. */
export function mendingPadWords(strideWords: number, elementBytes: BankElementBytes): number {
  if (strideWords === 0) return 0
  const words = elementBytes / 4
  const elements = Math.ceil(strideWords / words)
  // A group is a power of two, so every odd stride is free of conflicts.
  const odd = elements % 2 === 0 ? elements + 1 : elements
  return odd * words - strideWords
}

/** The bank that a 4-byte word of shared memory lies in. */
export function bankOf(word: number): number {
  return word % BANKS
}

function greatestCommonDivisor(a: number, b: number): number {
  let [high, low] = [a, b]
  while (low !== 0) [high, low] = [low, high % low]
  return high
}
