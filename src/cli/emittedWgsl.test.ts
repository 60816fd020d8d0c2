import { afterAll, expect, test } from 'vitest'
import { modelOfNames, trialModel } from '../core/codegen/trials.ts'
import { emitWgsl } from '../core/codegen/wgsl.ts'
import type { Model } from '../core/document/model.ts'
import { EXTENT_RULES, type ExtentRule } from '../core/layout/factoryLayout.ts'
import { kernelSliceAt, mainKernelOf, type KernelLayout } from '../core/layout/kernelLayout.ts'
import type { KernelPlace } from '../core/layout/kernelPlaces.ts'
import { bytesOf, type DType } from '../core/registry/dtype.ts'
import type { RunOutcome } from '../core/probe/runner.ts'
import { createDawnRunner } from './dawn.ts'

const runner = await createDawnRunner()
afterAll(() => runner.close())

/** The run of a block whose shared slice is written; the other one's must stay empty. */
const RUN = 1
/** Words of the result before the arenas: how many faults there were, and the first. */
const RECORD = 4

/** A model of random trees with two runs a block, the tree of its last factory as main kernel. */
function trial(seed: number): Model {
  const model = trialModel(seed, EXTENT_RULES[seed % 3] ?? 'elements')
  const roots = model.registry.roots.toReversed()
  const launch = { ...model.launch, blockSize: 2 }
  return { ...model, launch, registry: { ...model.registry, roots } }
}

function kernelOf({ registry }: Model): KernelLayout {
  const kernel = mainKernelOf(registry)
  if (kernel === null) throw new Error('no kernel')
  return kernel
}

/** A normal float32, a whole number, and no other element's. */
function tagOf(count: number): number {
  return 0x40000000 + count
}

function valueOf(dtype: DType, tag: number): string {
  if (dtype === 'float32') return `bitcast<f32>(${tag}u)`
  return dtype === 'int32' ? `${tag}i` : `${tag}u`
}

/** The windows of a place, cut from its parent's. */
function windowsLine({ registry }: Model, kernel: KernelLayout, place: KernelPlace): string {
  const parent = kernel.places[place.parent]
  if (parent === undefined) return `let w0 = root_windows(${RUN}u);`
  const edge = parent.factory.children.findIndex(({ name }) => name === place.path?.name)
  const p = registry.factories.indexOf(parent.factory)
  return `let w${place.index} = f${p}_c${edge}_windows(w${place.parent});`
}

/** Buffers with storage of their own in an arena: first word, words and element type. */
function ownSlices(kernel: KernelLayout, place: KernelPlace, rule: ExtentRule) {
  return place.factory.entries.flatMap((entry, index) => {
    const { placement, offsetBytes } = kernelSliceAt(kernel, place, index)
    if (entry.kind === 'child-region' || placement.host !== null || offsetBytes === null) return []
    const dtype = rule !== 'elements' ? entry.dtype : place.factory.precision
    const words = Math.ceil((entry.size * bytesOf(dtype)) / 4)
    return [{ index, dtype, words, space: placement.space, first: offsetBytes / 4 }]
  })
}

/** Stores through the accessor of every buffer at every place, and the words that must come of it. */
function storesOf(model: Model) {
  const kernel = kernelOf(model)
  const shared = new Map<number, number>()
  const persistent = new Map<number, number>()
  const lines: string[] = []
  let count = 0
  for (const place of kernel.places) {
    lines.push(windowsLine(model, kernel, place))
    const f = model.registry.factories.indexOf(place.factory)
    for (const slice of ownSlices(kernel, place, model.registry.extentRule))
      for (let word = 0; word < slice.words; word++) {
        const tag = tagOf(count++)
        const arena = slice.space === 'shared' ? shared : persistent
        arena.set(slice.first + word, tag)
        const [name, at] = [`f${f}_b${slice.index}`, `w${place.index}, ${word}u`]
        const value = valueOf(slice.dtype, tag)
        lines.push(`${name}_store(${at}, ${value});`)
        lines.push(`if (${name}_load(${at}) != ${value}) { record_fault(9u, 0u, 0u); }`)
      }
  }
  return { lines, shared, persistent }
}

async function runLines(model: Model, lines: readonly string[]): Promise<RunOutcome> {
  const text = emitWgsl(model).text
  const { persistentLocalElements, root } = kernelOf(model)
  const [sharedWords, persistentWords] = [
    numberIn(text, 'RUNS') * numberIn(text, 'STRIDE'),
    numberIn(text, 'PERSISTENT_WORDS'),
  ]
  expect(persistentWords).toBe((persistentLocalElements * bytesOf(root.precision)) / 4)
  const program = `${text}
@group(0) @binding(0) var<storage, read_write> result: array<u32>;
@compute @workgroup_size(1)
fn main() {
  ${lines.join('\n  ')}
  result[0] = fault_count;
  result[1] = fault_code;
  result[2] = fault_site;
  result[3] = fault_index;
  for (var i = 0u; i < ${sharedWords}u; i++) { result[${RECORD}u + i] = shared_words[i]; }
  for (var i = 0u; i < ${persistentWords}u; i++) { result[${RECORD + sharedWords}u + i] = persistent_words[i]; }
}
`
  const resultWords = RECORD + sharedWords + persistentWords
  return runner.run(
    {
      kind: 'generated',
      wgsl: program,
      entryPoint: 'main',
      inputs: [],
      resultWords,
      needs: {
        workgroupBytes: 4 * sharedWords,
        invocations: 1,
        privateBytes: 4 * persistentWords,
        storageBytes: 4 * resultWords,
      },
      lines: [],
    },
    { signal: { aborted: false, addEventListener: () => {}, removeEventListener: () => {} } },
  )
}

function numberIn(text: string, name: string): number {
  return Number(new RegExp(`^const ${name}: u32 = (\\d+)u;$`, 'm').exec(text)?.[1])
}

function imageOf(model: Model, { shared, persistent }: ReturnType<typeof storesOf>): number[] {
  const text = emitWgsl(model).text
  const stride = numberIn(text, 'STRIDE')
  const sharedWords = numberIn(text, 'RUNS') * stride
  const image = new Array<number>(sharedWords + numberIn(text, 'PERSISTENT_WORDS')).fill(0)
  for (const [word, tag] of shared) image[RUN * stride + word] = tag
  for (const [word, tag] of persistent) image[sharedWords + word] = tag
  return image
}

function wordsOf(outcome: RunOutcome): readonly number[] {
  if (outcome.kind !== 'ran') throw new Error(JSON.stringify(outcome))
  return [...outcome.words]
}

test.each(Array.from({ length: 10 }, (_, seed) => seed))(
  'tree %i: what the accessors store lies on the device where the layout says, and nowhere else',
  async (seed) => {
    const model = trial(seed)
    const stores = storesOf(model)
    const words = wordsOf(await runLines(model, stores.lines))
    expect(words.slice(0, 1)).toEqual([0])
    expect(words.slice(RECORD)).toEqual(imageOf(model, stores))
  },
)

test('an index beyond a buffer, and a window that is too short, are recorded and write nothing', async () => {
  // The fourth buffer has 3 elements in shared, the fifth is local.
  const model = modelOfNames(['a', 'b', 'c', 'd', 'e'])
  const tries = [
    ['let w = root_windows(0u); f0_b3_store(w, 3u, 1f);', [1, 1, 3, 3]],
    ['let w = Windows(0u, 2u, 0u, 0u); f0_b3_store(w, 2u, 1f);', [1, 2, 3, 2]],
    ['var e: f0_b4_array; f0_b4_store(&e, 1u, 1f);', [1, 1, 4, 1]],
    ['let w = child_windows(root_windows(0u), 0u, 9u, 0u, 0u);', [1, 3, 0xffffffff, 0]],
  ] as const
  for (const [line, record] of tries) {
    const words = wordsOf(await runLines(model, [line]))
    expect(words.slice(0, RECORD)).toEqual(record)
    expect(new Set(words.slice(RECORD))).toEqual(new Set([0]))
  }
})
