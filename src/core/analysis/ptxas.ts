/** What the assembler says of one function. Bytes and counts; null where the text does not say. */
export interface PtxasFunction {
  readonly name: string
  /** Such as "sm_89". */
  readonly architecture: string | null
  /** True for a kernel, false for a device function. */
  readonly isEntry: boolean
  readonly registers: number | null
  readonly staticSharedBytes: number
  readonly barriers: number | null
  readonly stackBytes: number
  readonly spillStoreBytes: number
  readonly spillLoadBytes: number
}

/**
 * Reads pasted `ptxas -v` text, one function after another in its order; empty where the text holds
 * none. Source: the lines "Compiling entry function", "Function properties for" and "Used … registers".
 */
export function parsePtxas(text: string): readonly PtxasFunction[] {
  const functions: PtxasFunction[] = []
  let entry = -1
  let current = -1
  for (const line of text.split(/\r\n|\n|\r/)) {
    const named = namedFunction(line)
    if (named === null) addFigures(functions, { entry, current }, line)
    else if (named.isEntry) entry = current = functions.push(named) - 1
    else if (functions[entry]?.name === named.name) current = entry
    else {
      const architecture = functions[entry]?.architecture ?? null
      current = functions.push({ ...named, architecture }) - 1
    }
  }
  return functions
}

/** "Used" speaks of the kernel last named, even where device functions stand between. */
function addFigures(
  functions: PtxasFunction[],
  { entry, current }: { readonly entry: number; readonly current: number },
  line: string,
): void {
  const at = entry >= 0 && / Used \d+ registers/.test(line) ? entry : current
  const known = functions[at]
  if (known !== undefined) functions[at] = { ...known, ...figuresOf(line) }
}

/** The function that a line begins to speak of, without figures yet. */
function namedFunction(line: string): PtxasFunction | null {
  const [, entryName, architecture] =
    /Compiling entry function '([^']*)' for '([^']*)'/.exec(line) ?? []
  if (entryName !== undefined && architecture !== undefined)
    return { ...emptyFunction(entryName), architecture, isEntry: true }
  const name = /Function properties for (\S+)/.exec(line)?.[1]
  return name === undefined ? null : emptyFunction(name.replace(/^'|'$/g, ''))
}

function emptyFunction(name: string): PtxasFunction {
  return {
    name,
    architecture: null,
    isEntry: false,
    registers: null,
    staticSharedBytes: 0,
    barriers: null,
    stackBytes: 0,
    spillStoreBytes: 0,
    spillLoadBytes: 0,
  }
}

type Figures = Partial<Omit<PtxasFunction, 'name' | 'architecture' | 'isEntry'>>

/** The figures of a line, each a pattern of its own, since versions list them in different order. */
const FIGURES = {
  registers: /Used (\d+) registers/,
  barriers: /used (\d+) barriers/i,
  staticSharedBytes: /(\d+(?:\+\d+)?) bytes smem/,
  stackBytes: /(\d+) bytes stack frame/,
  spillStoreBytes: /(\d+) bytes spill stores/,
  spillLoadBytes: /(\d+) bytes spill loads/,
} as const satisfies Record<keyof Required<Figures>, RegExp>

function figuresOf(line: string): Figures {
  const figures: [string, number][] = []
  for (const [figure, pattern] of Object.entries(FIGURES)) {
    const found = pattern.exec(line)?.[1]
    // Old versions write what the driver adds apart: "64+16 bytes smem".
    if (found !== undefined)
      figures.push([figure, found.split('+').reduce((sum, part) => sum + Number(part), 0)])
  }
  return Object.fromEntries(figures)
}
