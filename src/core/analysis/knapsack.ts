/** One way to place a unit: what it costs and what it is worth. */
export interface Option {
  /** Whole words, 0 or more. */
  readonly cost: number
  readonly weight: number
}

/** Best weights for every budget at once, and how each is reached. */
export interface Knapsack {
  /** `best[w]` is the most weight that costs at most w words. */
  readonly best: Float64Array
  /** For each unit, its option's index by the budget left when that unit is reached from behind. */
  readonly choices: readonly (Uint8Array | Uint16Array)[]
  readonly units: readonly (readonly Option[])[]
}

/**
 * The multiple-choice knapsack, solved exactly for every budget from 0 to `capacity` words. The first
 * option of each unit must cost 0. Time and memory: units × capacity. `onUnit` is called before each
 * unit with its index.
 */
export function solveKnapsack(
  units: readonly (readonly Option[])[],
  capacity: number,
  onUnit?: (unit: number) => void,
): Knapsack {
  const best = new Float64Array(capacity + 1)
  const choices: (Uint8Array | Uint16Array)[] = []
  let reach = 0
  for (const [unit, options] of units.entries()) {
    onUnit?.(unit)
    const most = options.reduce((cost, option) => Math.max(cost, option.cost), 0)
    const next = Math.min(capacity, reach + most)
    best.fill(best[reach] ?? 0, reach + 1, next + 1)
    reach = next
    const chosen = options.length > 256 ? new Uint16Array(reach + 1) : new Uint8Array(reach + 1)
    const [out, placed, third] = options
    if (out?.weight === 0 && placed !== undefined && third === undefined)
      addBuffer(best, chosen, placed)
    else addUnit(best, chosen, options)
    choices.push(chosen)
  }
  best.fill(best[reach] ?? 0, reach + 1)
  return { best, choices, units }
}

/** The option of each unit that together make `best[budget]`. */
export function chosenOptions({ choices, units }: Knapsack, budget: number): readonly number[] {
  const chosen = new Array<number>(units.length).fill(0)
  let left = budget
  for (let unit = units.length - 1; unit >= 0; unit--) {
    const row = choices[unit]
    if (row === undefined) continue
    left = Math.min(left, row.length - 1)
    const option = row[left] ?? 0
    chosen[unit] = option
    left -= units[unit]?.[option]?.cost ?? 0
  }
  return chosen
}

/** Budgets go down, so that a unit is counted once. */
function addUnit(
  best: Float64Array,
  chosen: Uint8Array | Uint16Array,
  options: readonly Option[],
): void {
  const costs = Int32Array.from(options, (option) => option.cost)
  const weights = Float64Array.from(options, (option) => option.weight)
  const count = options.length
  const base = weights[0] ?? 0
  for (let budget = chosen.length - 1; budget >= 0; budget--) {
    let most = (best[budget] ?? 0) + base
    let at = 0
    for (let option = 1; option < count; option++) {
      const left = budget - (costs[option] ?? 0)
      if (left < 0) continue
      const weight = (best[left] ?? 0) + (weights[option] ?? 0)
      if (weight > most) {
        most = weight
        at = option
      }
    }
    best[budget] = most
    chosen[budget] = at
  }
}

/** The same for a unit that is in or out, out being worth nothing, which most are. */
function addBuffer(best: Float64Array, chosen: Uint8Array | Uint16Array, placed: Option): void {
  const { cost, weight } = placed
  for (let budget = chosen.length - 1; budget >= cost; budget--) {
    const withIt = (best[budget - cost] ?? 0) + weight
    if (withIt <= (best[budget] ?? 0)) continue
    best[budget] = withIt
    chosen[budget] = 1
  }
}

/** Options by cost, without those that cost as much as a better one: weight grows with cost. */
export function undominated<T extends Option>(options: readonly T[]): readonly T[] {
  const sorted = [...options].sort((a, b) => a.cost - b.cost || b.weight - a.weight)
  const kept: T[] = []
  for (const option of sorted)
    if (option.weight > (kept.at(-1)?.weight ?? -Infinity)) kept.push(option)
  return kept
}
