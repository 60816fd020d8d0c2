import { withRegistry, type Model } from '../document/model.ts'
import { resize } from '../registry/verbs.ts'
import { faultSample, LOOP, SOLVER } from './faultSample.ts'
import { NUMBER_FAULTS, type Diagnosed } from './numberFaults.ts'
import { computedNumbers, type LayoutNumbers } from './numbers.ts'
import type { ProbePlan } from './plan.ts'
import type { ProbeProgram } from './runner.ts'
import { tableKernel, windowsOf, type PlaceWindows } from './tableKernel.ts'
import { probeTreeOf, type ProbeTree } from './tree.ts'

/** A fault of the code that hands windows on, which no number of the layout holds. */
interface CodeFault {
  /** The generated program with the fault. */
  readonly wgsl: (wgsl: string) => string
  /** The windows of the table with the same fault. */
  readonly windows: (plan: ProbePlan, windows: readonly PlaceWindows[]) => readonly PlaceWindows[]
}

/** One kind of fault of the specification's list, injected into the sample. */
export interface InjectedFault {
  readonly name: string
  readonly model: Model
  readonly tree: ProbeTree
  readonly numbers: LayoutNumbers
  /** Puts the fault into the program, where it is one of the code. */
  readonly alter: (program: ProbeProgram, plan: ProbePlan) => ProbeProgram
  readonly expected: readonly Diagnosed[]
}

/** All kinds of fault of the specification, each with the diagnosis that it must get. */
export function injectedFaults(): readonly InjectedFault[] {
  const model = faultSample()
  const tree = treeOf(model)
  const numbers = numbersOf(model, tree)
  const inNumbers = NUMBER_FAULTS.map(([name, inject, expected]) => {
    return { name, model, tree, numbers: inject(numbers), alter: unaltered, expected }
  })
  const inCode = CODE_FAULTS.map(([name, code, expected]) => {
    return { name, model, tree, numbers, alter: alterBy(code), expected }
  })
  const inSnapshots = STALE.map(([name, size, expected]) => {
    const registry = resize(model.registry, { factory: SOLVER, name: 'k' }, size)
    const stale = withRegistry(model, registry)
    const staleTree = treeOf(stale)
    const staleNumbers = numbersOf(stale, staleTree)
    return {
      name,
      model: stale,
      tree: staleTree,
      numbers: staleNumbers,
      alter: unaltered,
      expected,
    }
  })
  return [...inNumbers, ...inSnapshots, ...inCode]
}

function unaltered(program: ProbeProgram): ProbeProgram {
  return program
}

function alterBy({ wgsl, windows }: CodeFault): InjectedFault['alter'] {
  return (program, plan) =>
    program.kind === 'generated'
      ? { ...program, wgsl: wgsl(program.wgsl) }
      : tableKernel(plan, windows(plan, windowsOf(plan)))
}

function treeOf(model: Model): ProbeTree {
  const tree = probeTreeOf(model.registry, LOOP)
  if (tree === null) throw new RangeError('the sample has no root')
  return tree
}

function numbersOf(model: Model, tree: ProbeTree): LayoutNumbers {
  return computedNumbers(
    model,
    tree.factories.map(({ factory }) => factory),
  )
}

/** The grandchild grew or shrank, and the regions above it are as they were. */
const STALE: readonly (readonly [string, number, readonly Diagnosed[]])[] = [
  [
    'stale after growth',
    5,
    [
      { buffer: 'solver_shared', kind: 'size' },
      { buffer: 'step_shared', kind: 'size' },
      { buffer: 'k', kind: 'past-window' },
      { buffer: 'u', kind: 'shifted', shift: -2, other: 'k' },
    ],
  ],
  [
    'stale after shrink',
    1,
    [
      { buffer: 'solver_shared', kind: 'size' },
      { buffer: 'u', kind: 'shifted', shift: 2 },
    ],
  ],
]

/** The window that step hands to solver, at 8 of its own, as the program's text has it. */
const SOLVER_WINDOW = /below\(sb_(\w+), 8u\), 5u/

const CODE_FAULTS: readonly (readonly [string, CodeFault, readonly Diagnosed[]])[] = [
  [
    'base not added',
    {
      wgsl: (wgsl) => wgsl.replace(SOLVER_WINDOW, `below(${runBase(wgsl)}, 8u), 5u`),
      windows: (plan, windows) => moveSolver(plan, windows, -1),
    },
    [{ buffer: 'x', kind: 'shifted', shift: -3 }],
  ],
  [
    'base added twice',
    {
      wgsl: (wgsl) =>
        wgsl.replace(SOLVER_WINDOW, `below(sb_$1 + sb_$1 - (${runBase(wgsl)}), 8u), 5u`),
      windows: (plan, windows) => moveSolver(plan, windows, 1),
    },
    [{ buffer: 'x', kind: 'shifted', shift: 3 }],
  ],
]

/** The start of the run's own window, as the entry point computes it, in the names of the function replaced in. */
function runBase(wgsl: string): string {
  return (/\(turn, (\d+u \+ )mine( \* \d+u),/.exec(wgsl) ?? []).slice(1).join('run_$1')
}

/** Solver's shared window moved by the start of step's, once or minus once. */
function moveSolver(
  plan: ProbePlan,
  windows: readonly PlaceWindows[],
  times: number,
): readonly PlaceWindows[] {
  const solver = plan.places.find((place) => place.factory.factory.id === SOLVER)
  const above = windows[solver?.parent ?? -1]
  return windows.map((window, at) =>
    at !== solver?.index || above === undefined
      ? window
      : { ...window, sharedBase: window.sharedBase + times * above.sharedBase },
  )
}
