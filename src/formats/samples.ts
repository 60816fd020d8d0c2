/** A real kernel to start from: a layout document that comes with the program, loaded when asked for. */
export interface Sample {
  readonly id: string
  readonly title: string
  /** One line. */
  readonly description: string
  /** The text of a layout document. */
  readonly load: () => Promise<string>
}

/** The samples of the empty page, from shallow to deep. Source: cubie 0.9.0, phase `built`. */
export const SAMPLES: readonly Sample[] = [
  {
    id: 'tsit5',
    title: 'Explicit step: tsit5, n = 10',
    description: 'An explicit Runge-Kutta step in a loop: three factories that hold buffers.',
    load: async () => (await import('./samples/tsit5.json?raw')).default,
  },
  {
    id: 'crank_nicolson',
    title: 'Implicit step: crank_nicolson, n = 32',
    description: 'A Newton-Krylov solver below the step, and an alias that finds no room.',
    load: async () => (await import('./samples/crank_nicolson.json?raw')).default,
  },
  {
    id: 'radau_iia_5',
    title: 'Deep tree: radau_iia_5, n = 32',
    description: 'Three coupled stages: eight factories, and over 2,000 local elements a run.',
    load: async () => (await import('./samples/radau_iia_5.json?raw')).default,
  },
]
