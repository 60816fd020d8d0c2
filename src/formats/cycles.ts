import { foundText } from './problem.ts'

/** A graph of factories by position; an edge that leads nowhere has no position. */
export interface Graph {
  readonly count: number
  readonly childrenOf: (at: number) => readonly (number | undefined)[]
  readonly nameOf: (at: number) => string | null
}

/** An edge that closes a cycle: the `edge`-th of the factory at `at`. */
export interface CycleEdge {
  readonly at: number
  readonly edge: number
  readonly message: string
}

/** An edge on the way down: child number `next` of the factory at `at` is tried next. */
interface Step {
  readonly at: number
  readonly children: readonly (number | undefined)[]
  next: number
}

const NAMES_SHOWN = 8

/** Every edge that closes a cycle. Walks with a stack of its own: depth has no limit. */
export function cycleEdgesOf(graph: Graph): readonly CycleEdge[] {
  const found: CycleEdge[] = []
  const isDone = new Uint8Array(graph.count)
  const isOpen = new Uint8Array(graph.count)
  for (let start = 0; start < graph.count; start++) {
    const steps: Step[] = []
    enter(start, steps)
    for (let step = steps.at(-1); step !== undefined; step = steps.at(-1)) {
      const edge = step.next++
      const child = step.children[edge]
      if (edge >= step.children.length) {
        steps.pop()
        isOpen[step.at] = 0
        isDone[step.at] = 1
      } else if (child !== undefined && isOpen[child] === 1)
        found.push({ at: step.at, edge, message: cycleText(graph, steps, child) })
      else if (child !== undefined) enter(child, steps)
    }
  }
  return found

  function enter(at: number, steps: Step[]): void {
    if (isDone[at] === 1) return
    isOpen[at] = 1
    steps.push({ at, children: graph.childrenOf(at), next: 0 })
  }
}

function cycleText(graph: Graph, steps: readonly Step[], first: number): string {
  const round = steps.slice(steps.findIndex((step) => step.at === first)).map((step) => step.at)
  const names = [...round, first].map((at) => foundText(graph.nameOf(at)))
  const shown =
    names.length <= NAMES_SHOWN
      ? names
      : [...names.slice(0, NAMES_SHOWN - 2), '…', ...names.slice(-1)]
  return `Found a cycle, ${shown.join(' → ')}, expected a tree: a factory cannot be its own descendant.`
}
