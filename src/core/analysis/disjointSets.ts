/** Disjoint sets of the numbers 0 to size - 1, joined in pairs. */
export interface DisjointSets {
  readonly parents: Int32Array
}

export function disjointSets(size: number): DisjointSets {
  return { parents: Int32Array.from({ length: size }, (_, i) => i) }
}

/** The number that stands for the set of `member`. Halves the paths that it walks. */
export function setOf({ parents }: DisjointSets, member: number): number {
  let at = member
  for (;;) {
    const parent = parents[at] ?? at
    if (parent === at) return at
    const above = parents[parent] ?? parent
    parents[at] = above
    at = above
  }
}

export function join(sets: DisjointSets, a: number, b: number): void {
  sets.parents[setOf(sets, b)] = setOf(sets, a)
}
