import { withRegistry, type Model } from '../document/model.ts'
import type { FactoryId } from '../registry/factory.ts'
import type { Location } from '../registry/location.ts'
import { resize } from '../registry/verbs.ts'
import { faultSample, LOOP, SOLVER, STEP } from './faultSample.ts'
import { computedNumbers, type LayoutNumbers, type SliceNumbers } from './numbers.ts'
import type { ProbePlan } from './plan.ts'
import type { ProbeProgram } from './runner.ts'
import { tableKernel, windowsOf, type PlaceWindows } from './tableKernel.ts'
import { probeTreeOf, type ProbeTree } from './tree.ts'
import type { BufferFaultKind } from './verdict.ts'

/** What a verdict must say of a fault: at least one of its buffers with all of these. */
export interface Diagnosed {
  readonly buffer: string | null
  readonly kind: BufferFaultKind
  /** Elements; left out where the kind has none. */
  readonly shift?: number
  /** Buffer whose contents lie in its place. */
  readonly other?: string
}

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

type Inject = (numbers: LayoutNumbers) => LayoutNumbers

const POSITIONS: ReadonlyMap<FactoryId, readonly string[]> = new Map(
  faultSample().registry.factories.map((factory) => [
    factory.id,
    factory.entries.map(({ name }) => name),
  ]),
)

function edit(
  factory: FactoryId,
  name: string,
  patch: (slice: SliceNumbers) => SliceNumbers | null,
): Inject {
  return (numbers) => {
    const at = POSITIONS.get(factory)?.indexOf(name) ?? -1
    const row = numbers.slices.get(factory) ?? []
    const next = row.map((slice, i) => (i === at && slice !== null ? patch(slice) : slice))
    return { ...numbers, slices: new Map(numbers.slices).set(factory, next) }
  }
}

function all(...edits: readonly Inject[]): Inject {
  return (numbers) => edits.reduce((changed, next) => next(changed), numbers)
}

function shift(factory: FactoryId, name: string, by: number): Inject {
  return edit(factory, name, (slice) => ({ ...slice, offset: slice.offset + by }))
}

function grow(factory: FactoryId, name: string, by: number): Inject {
  return edit(factory, name, (slice) => ({ ...slice, extent: slice.extent + by }))
}

function lie(name: string, space: Location, offset: number): Inject {
  return edit(LOOP, name, (slice) => ({ ...slice, space, offset }))
}

function strideOf(strideWords: number): Inject {
  return (numbers) => ({ ...numbers, strideWords })
}

function arenas(shared: number, persistent: number): Inject {
  return (numbers) => ({
    ...numbers,
    sharedElements: numbers.sharedElements + shared,
    persistentElements: numbers.persistentElements + persistent,
  })
}

// loop:   a 0-3 | z | step 3-22 | output 22-26 | b 26-31 (w in it)      p 0-2 | step 2-8 | q 8-12
// step:   s 0-4 | t 4-8 | solver 8-13 | u 13-19                         v 0-3 | solver 3-6
// solver: x 0-2 | k 2-5                                                 memory 0-3
const NUMBER_FAULTS: readonly (readonly [string, Inject, readonly Diagnosed[]])[] = [
  ['shift by 1 at a leaf', shift(SOLVER, 'x', 1), [{ buffer: 'x', kind: 'shifted', shift: 1 }]],
  [
    'shift by 1 at the last buffer',
    shift(LOOP, 'q', 1),
    [{ buffer: 'q', kind: 'past-arena', shift: 1 }],
  ],
  ['shift beyond the end', shift(LOOP, 'q', 100), [{ buffer: 'q', kind: 'past-arena' }]],
  [
    'swap of equal sizes',
    all(shift(STEP, 's', 4), shift(STEP, 't', -4)),
    [
      { buffer: 's', kind: 'shifted', shift: 4, other: 't' },
      { buffer: 't', kind: 'shifted', shift: -4, other: 's' },
    ],
  ],
  [
    'swap of different sizes',
    all(shift(LOOP, 'output_shared', 5), shift(LOOP, 'b', -4), shift(LOOP, 'w', -4)),
    [
      { buffer: 'o', kind: 'shifted', shift: 5, other: 'b' },
      { buffer: 'b', kind: 'shifted', shift: -4 },
    ],
  ],
  [
    'overlap',
    shift(STEP, 't', -2),
    [
      { buffer: 's', kind: 'foreign', other: 't' },
      { buffer: 't', kind: 'shifted', shift: -2 },
    ],
  ],
  [
    'child region missing',
    edit(LOOP, 'step_shared', () => null),
    [
      { buffer: 'step_shared', kind: 'missing' },
      { buffer: 'a', kind: 'foreign', other: 's' },
    ],
  ],
  [
    'child region too short',
    grow(LOOP, 'step_shared', -10),
    [
      { buffer: 'step_shared', kind: 'size' },
      { buffer: 'u', kind: 'past-window' },
    ],
  ],
  [
    'child region short by one',
    grow(LOOP, 'step_shared', -1),
    [
      { buffer: 'step_shared', kind: 'size' },
      { buffer: 'u', kind: 'past-window' },
    ],
  ],
  [
    'shared for persistent, on top of another',
    lie('p', 'shared', 0),
    [
      { buffer: 'p', kind: 'memory' },
      { buffer: 'a', kind: 'foreign', other: 'p' },
    ],
  ],
  [
    'shared for persistent, in words of its own',
    all(lie('p', 'shared', 31), arenas(2, 0), strideOf(33)),
    [
      { buffer: 'p', kind: 'memory' },
      { buffer: null, kind: 'arena' },
    ],
  ],
  [
    'persistent for shared',
    all(lie('a', 'persistent_local', 12), arenas(0, 3)),
    [
      { buffer: 'a', kind: 'memory' },
      { buffer: null, kind: 'arena' },
    ],
  ],
  [
    'persistent for local',
    all(lie('l', 'persistent_local', 12), arenas(0, 4)),
    [
      { buffer: 'l', kind: 'memory' },
      { buffer: null, kind: 'arena' },
    ],
  ],
  [
    'shared for local',
    lie('l', 'shared', 26),
    [
      { buffer: 'l', kind: 'memory' },
      { buffer: 'b', kind: 'foreign', other: 'l' },
    ],
  ],
  [
    'arena one short',
    arenas(0, -1),
    [
      { buffer: null, kind: 'arena' },
      { buffer: 'q', kind: 'past-arena' },
    ],
  ],
  ['arena one long', arenas(1, 0), [{ buffer: null, kind: 'arena' }]],
  [
    'bytes taken as elements',
    edit(STEP, 't', (slice) => ({ ...slice, offset: slice.offset * 4 })),
    [
      { buffer: 't', kind: 'past-window', shift: 12 },
      { buffer: 'u', kind: 'foreign', other: 't' },
    ],
  ],
  [
    'alias one further',
    shift(LOOP, 'w', 1),
    [{ buffer: 'w', kind: 'shifted', shift: 1, other: 'b' }],
  ],
  [
    'siblings reordered',
    all(shift(LOOP, 'step_shared', 4), shift(LOOP, 'output_shared', -19)),
    [
      { buffer: 'o', kind: 'shifted', shift: -19, other: 'u' },
      { buffer: 's', kind: 'shifted', shift: 4 },
    ],
  ],
  [
    'gap',
    all(
      shift(LOOP, 'output_shared', 1),
      shift(LOOP, 'b', 1),
      shift(LOOP, 'w', 1),
      arenas(1, 0),
      strideOf(33),
    ),
    [
      { buffer: 'o', kind: 'shifted', shift: 1 },
      { buffer: 'b', kind: 'shifted', shift: 1 },
    ],
  ],
  [
    'an empty buffer takes 1',
    all(
      grow(LOOP, 'z', 1),
      shift(LOOP, 'step_shared', 1),
      shift(LOOP, 'output_shared', 1),
      shift(LOOP, 'b', 1),
      shift(LOOP, 'w', 1),
      arenas(1, 0),
      strideOf(33),
    ),
    [
      { buffer: 'z', kind: 'size' },
      { buffer: 's', kind: 'shifted', shift: 1 },
    ],
  ],
  ['size one long', grow(STEP, 't', 1), [{ buffer: 't', kind: 'size' }]],
  ['size one short', grow(STEP, 't', -1), [{ buffer: 't', kind: 'size' }]],
  ['local one long', grow(STEP, 'm', 1), [{ buffer: 'm', kind: 'size' }]],
  ['local one short', grow(STEP, 'm', -1), [{ buffer: 'm', kind: 'size' }]],
]

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

/** The window that step hands to solver, at 8 of its own: in the program's text, and in the table. */
const SOLVER_WINDOW = /below\(sb, 8u\), 5u/

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
      wgsl: (wgsl) => wgsl.replace(SOLVER_WINDOW, `below(sb + sb - (${runBase(wgsl)}), 8u), 5u`),
      windows: (plan, windows) => moveSolver(plan, windows, 1),
    },
    [{ buffer: 'x', kind: 'shifted', shift: 3 }],
  ],
]

/** The start of the run's own window, as the program's entry point computes it. */
function runBase(wgsl: string): string {
  return /\(phase, (\d+u \+ run \* \d+u),/.exec(wgsl)?.[1] ?? ''
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
