import type { FactoryId } from '../registry/factory.ts'
import type { Location } from '../registry/location.ts'
import { faultSample, LOOP, SOLVER, STEP } from './faultSample.ts'
import type { LayoutNumbers, SliceNumbers } from './numbers.ts'
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
/** Faults of the layout's numbers, each with the diagnosis that it must get. */
export const NUMBER_FAULTS: readonly (readonly [string, Inject, readonly Diagnosed[]])[] = [
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
