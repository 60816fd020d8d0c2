/** Whether two lists are as long as each other and each item is the same as its counterpart. */
export function everyPair<T>(
  a: readonly T[],
  b: readonly T[],
  isSame: (one: T, other: T) => boolean,
): boolean {
  if (a === b) return true
  return (
    a.length === b.length &&
    a.every((one, i) => {
      const other = b[i]
      return other !== undefined && isSame(one, other)
    })
  )
}
