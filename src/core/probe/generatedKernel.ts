import type { FactoryId } from '../registry/factory.ts'
import { CANARY, DONE, dumpShapeOf, LANE_WORDS, SITE_WORDS } from './dump.ts'
import { childBases } from './places.ts'
import { FAR, GUARD, isHosted, UNOWNED, type ProbePlan, type SharedMemory } from './plan.ts'
import { add, emptyText, inComment, type ProgramText } from './programText.ts'
import type { ProbeProgram } from './runner.ts'
import type { ProbeEntry, ProbeFactory } from './tree.ts'
import { wordSliceOf, type WordSlice } from './wordSlice.ts'

/**
 * The plan as a program of its own: one function per factory, called as the tree is, one access per
 * buffer through its offset in the window it is given. No name of the user's is emitted but in comments.
 */
export function generateKernel(plan: ProbePlan, memory: SharedMemory): ProbeProgram {
  const text = emptyText()
  add(text, prelude(plan, memory))
  for (const [index, factory] of plan.tree.factories.entries()) {
    for (const hosted of variantsOf(plan, factory))
      writeFactory(text, { plan, factory, index, hosted })
  }
  add(text, entryPoint(plan, memory))
  const shape = dumpShapeOf(plan)
  return {
    kind: 'generated',
    wgsl: text.lines.join('\n'),
    entryPoint: 'main',
    inputs: [plan.hostedWords.length === 0 ? new Uint32Array(1) : plan.hostedWords],
    resultWords: shape.words,
    needs: {
      workgroupBytes: memory === 'workgroup' ? plan.shared.physical * 4 : 0,
      invocations: plan.lanes,
      privateBytes: privateBytes(plan),
      storageBytes: shape.words * 4,
    },
    lines: text.owners,
  }
}

function prelude(plan: ProbePlan, memory: SharedMemory): string {
  const { sitesAt, sharedAt } = dumpShapeOf(plan)
  const shared = (at: string) =>
    memory === 'workgroup' ? `sh[${at}]` : `result[${sharedAt}u + ${at}]`
  return `@group(0) @binding(0) var<storage, read_write> result: array<u32>;
@group(0) @binding(1) var<storage, read> hosted: array<u32>;
${memory === 'workgroup' ? `var<workgroup> sh: array<u32, ${plan.shared.physical}>;` : '// The shared arena lies in storage.'}
var<private> pe: array<u32, ${plan.persistent.physical}>;
var<private> lane: u32;
var<private> errors: u32;
var<private> firstCode: u32;
var<private> firstSite: u32;
var<private> firstWord: u32;
var<private> firstFound: u32;

fn fail(code: u32, site: u32, word: u32, found: u32) {
  errors = errors + 1u;
  if (errors == 1u) {
    firstCode = code;
    firstSite = site;
    firstWord = word;
    firstFound = found;
  }
  if (lane == 0u) {
    let record = ${sitesAt}u + site * ${SITE_WORDS}u;
    if (result[record] == 0u) {
      result[record] = code;
      result[record + 1u] = word;
      result[record + 2u] = found;
    }
  }
}

fn window(length: u32, offset: u32, extent: u32, site: u32) {
  if (offset + extent > length) { fail(3u, site, 0u, 0u); }
}

fn below(base: u32, offset: u32) -> u32 {
  return min(base + offset, ${FAR}u);
}

${accessor({ name: 'shared_at', params: 'phase: u32, base: u32, length: u32', who: 'run', size: plan.shared.physical, cell: shared })}

${accessor({ name: 'persistent_at', params: 'phase: u32, base: u32, length: u32', who: 'lane', size: plan.persistent.physical, cell: (at) => `pe[${at}]` })}

${hostedAccessor(plan, shared)}
`
}

interface Accessor {
  readonly name: string
  readonly params: string
  readonly who: string
  readonly size: number
  readonly cell: (at: string) => string
}

/** One access: checked against slice and window, done all the same where memory allows, as a program would. */
function accessor({ name, params, who, size, cell }: Accessor): string {
  return `fn ${name}(${params}, offset: u32, extent: u32, word: u32, tag: u32, site: u32${who === 'run' ? ', run: u32' : ''}) {
  let at = base + offset + word;
  let mine = (tag + 1u) * 256u + ${who};
  var code = 0u;
  var found = 0u;
  if (offset + word >= length) { code = 2u; }
  if (word >= extent) { code = 1u; }
  if (at < ${size}u) {
    found = ${cell('at')};
    if (phase > 0u && found != mine && code == 0u) { code = 4u; }
    if (phase == 0u || phase == 2u) { ${cell('at')} = mine; }
  }
  if (code != 0u) { fail(code, site, word, found); }
}`
}

/** An access to words that are another's by design: read after a barrier, never written. */
function hostedAccessor(plan: ProbePlan, shared: (at: string) => string): string {
  return `fn hosted_at(phase: u32, base: u32, length: u32, offset: u32, extent: u32, word: u32, wanted: u32, site: u32, run: u32) {
  let at = base + offset + word;
  var want = hosted[wanted];
  if (want >= ${UNOWNED}u) { want = want + ${GUARD}u + run * ${plan.strideWords}u; } else { want = want * 256u + run; }
  var code = 0u;
  var found = 0u;
  if (offset + word >= length) { code = 2u; }
  if (word >= extent) { code = 1u; }
  if (at < ${plan.shared.physical}u) {
    found = ${shared('at')};
    if ((phase == 1u || phase == 3u) && found != want && code == 0u) { code = 4u; }
  }
  if (code != 0u) { fail(code, site, word, found); }
}`
}

interface FactoryText {
  readonly plan: ProbePlan
  readonly factory: ProbeFactory
  readonly index: number
  readonly hosted: boolean
}

/** The variants of a factory that the tree calls: open, hosted in another entry's storage, or both. */
function variantsOf(plan: ProbePlan, factory: ProbeFactory): readonly boolean[] {
  const found = new Set<boolean>()
  for (const place of plan.places) if (place.factory === factory) found.add(place.hosted)
  return [...found]
}

function functionName(index: number, hosted: boolean): string {
  return `${hosted ? 'h' : 'f'}${index}`
}

function writeFactory(text: ProgramText, made: FactoryText): void {
  const { plan, factory, index, hosted } = made
  const { id } = factory.factory
  const about = { factory: id, buffer: null }
  add(text, `// ${inComment(id)}`, about)
  add(
    text,
    `fn ${functionName(index, hosted)}(phase: u32, sb: u32, sl: u32, pb: u32, pl: u32, t: u32, s: u32, a: u32, run: u32) {`,
    about,
  )
  const after: (() => void)[] = []
  let wanted = 0
  for (const entry of factory.entries) {
    if (entry.used === 0) continue
    const slice = wordSliceOf(plan, factory, entry)
    const owner = { factory: id, buffer: entry.entry.name }
    add(text, `  // ${inComment(entry.entry.name)}`, owner)
    if (isHosted(entry, hosted)) {
      add(text, hostedLoop(entry, slice, wanted), owner)
      wanted += entry.used
    } else if (slice.space === 'local') {
      add(text, localWrites(entry, slice), owner)
      after.push(() => add(text, localReads(entry, slice), owner))
    } else add(text, arenaLoop(entry, slice), owner)
  }
  writeCalls(text, made, id)
  for (const write of after) write()
  add(text, '}\n', about)
}

function arenaLoop(entry: ProbeEntry, { space, offset, extent }: WordSlice): string {
  const i = `i${entry.at}`
  const [name, base, length, run] =
    space === 'shared' ? ['shared_at', 'sb', 'sl', ', run'] : ['persistent_at', 'pb', 'pl', '']
  return `  for (var ${i} = 0u; ${i} < ${entry.used}u; ${i}++) {
    ${name}(phase, ${base}, ${length}, ${offset}u, ${extent}u, ${i}, t + ${entry.tag}u + ${i}, s + ${entry.at}u${run});
  }`
}

/** Where a hosted buffer is tested in another memory than its host's, the host check says so. */
function hostedLoop(entry: ProbeEntry, slice: WordSlice, wanted: number): string {
  if (slice.space !== 'shared') return '  // It does not lie in its host.'
  const i = `i${entry.at}`
  return `  for (var ${i} = 0u; ${i} < ${entry.used}u; ${i}++) {
    hosted_at(phase, sb, sl, ${slice.offset}u, ${slice.extent}u, ${i}, a + ${wanted}u + ${i}, s + ${entry.at}u, run);
  }`
}

/** A local array lives as long as the call. One that is to persist must hold its tags at the second. */
function localWrites(entry: ProbeEntry, { extent }: WordSlice): string {
  const i = `i${entry.at}`
  const b = `b${entry.at}`
  if (extent === 0) return `  fail(1u, s + ${entry.at}u, 0u, 0u);`
  const mine = `(t + ${entry.tag}u + ${i} + 1u) * 256u + lane`
  const check =
    entry.space === 'persistent_local'
      ? `\n      if (phase > 0u && ${b}[${i}] != ${mine}) { fail(4u, s + ${entry.at}u, ${i}, ${b}[${i}]); }`
      : ''
  return `  var ${b}: array<u32, ${extent}>;
  for (var ${i} = 0u; ${i} < ${entry.used}u; ${i}++) {
    if (${i} < ${extent}u) {${check}
      ${b}[${i}] = ${mine};
    }
  }`
}

/** Read back after the children ran. One place to fail in: each costs the compiler as much as a loop. */
function localReads(entry: ProbeEntry, { extent }: WordSlice): string {
  if (extent === 0) return '  // It has no words to read back.'
  const [j, b, code, found] = ['j', 'b', 'c', 'v'].map((letter) => `${letter}${entry.at}`)
  return `  for (var ${j} = 0u; ${j} < ${entry.used}u; ${j}++) {
    var ${code} = 1u;
    var ${found} = 0u;
    if (${j} < ${extent}u) {
      ${found} = ${b}[${j}];
      ${code} = 0u;
      if (${found} != (t + ${entry.tag}u + ${j} + 1u) * 256u + lane) { ${code} = 4u; }
    }
    if (${code} != 0u) { fail(${code}, s + ${entry.at}u, ${j}, ${found}); }
  }`
}

function writeCalls(text: ProgramText, made: FactoryText, id: FactoryId): void {
  const { plan, factory, hosted } = made
  const bases = childBases(plan.tree, factory, hosted)
  factory.children.forEach((child, i) => {
    const shared = regionSlice(made, child.regions.shared)
    const persistent = regionSlice(made, child.regions.persistent_local)
    const { tag, site, hostedWord } = bases[i] ?? { tag: 0, site: 0, hostedWord: 0 }
    const checks = [
      ...(shared.site < 0
        ? []
        : [`  window(sl, ${shared.offset}u, ${shared.extent}u, s + ${shared.site}u);`]),
      ...(persistent.site < 0
        ? []
        : [`  window(pl, ${persistent.offset}u, ${persistent.extent}u, s + ${persistent.site}u);`]),
    ]
    const name = functionName(child.factory, hosted || child.hosted)
    const call = `  ${name}(phase, below(sb, ${shared.offset}u), ${shared.extent}u, below(pb, ${persistent.offset}u), ${persistent.extent}u, t + ${tag}u, s + ${site}u, a + ${hostedWord}u, run);`
    add(text, [`  // ${inComment(child.name)}`, ...checks, call].join('\n'), {
      factory: id,
      buffer: null,
    })
  })
}

function regionSlice(
  { plan, factory }: FactoryText,
  region: number,
): WordSlice & { readonly site: number } {
  const entry = factory.entries[region]
  if (entry === undefined) return { space: 'shared', offset: 0, extent: 0, site: -1 }
  return { ...wordSliceOf(plan, factory, entry), site: entry.at }
}

/** Canaries first: an unwritten word must not look like a tag. Then write, read, write and read again. */
function entryPoint(plan: ProbePlan, memory: SharedMemory): string {
  const { sharedAt, persistentAt } = dumpShapeOf(plan)
  const { shared, persistent, lanes } = plan
  const cell = memory === 'workgroup' ? 'sh[k]' : `result[${sharedAt}u + k]`
  const each = `for (var k = me; k < ${shared.physical}u; k = k + ${lanes}u)`
  const root = functionName(plan.tree.factories.length - 1, false)
  const barrier = memory === 'workgroup' ? 'workgroupBarrier();' : 'storageBarrier();'
  return `@compute @workgroup_size(${lanes}, 1, 1)
fn main(@builtin(local_invocation_index) me: u32) {
  lane = me;
  ${each} { ${cell} = ${CANARY}u + k; }
  for (var p = 0u; p < ${persistent.physical}u; p++) { pe[p] = ${CANARY}u + p; }
  ${barrier}
  for (var phase = 0u; phase < 4u; phase++) {
    var run = me;
    if (phase == 1u || phase == 3u) { run = (me + 1u) % ${lanes}u; }
    ${root}(phase, ${GUARD}u + run * ${plan.strideWords}u, ${plan.windowWords}u, ${GUARD}u, ${persistent.words}u, 0u, 0u, 0u, run);
    ${barrier}
  }
${memory === 'workgroup' ? `  ${each} { result[${sharedAt}u + k] = sh[k]; }\n` : ''}  for (var q = 0u; q < ${persistent.physical}u; q++) { result[${persistentAt}u + me * ${persistent.physical}u + q] = pe[q]; }
  let record = me * ${LANE_WORDS}u;
  result[record + 1u] = errors;
  result[record + 2u] = firstCode;
  result[record + 3u] = firstSite;
  result[record + 4u] = firstWord;
  result[record + 5u] = firstFound;
  result[record] = ${DONE}u + me;
}`
}

/** Private and function memory of one invocation, every local array of every call counted. */
function privateBytes(plan: ProbePlan): number {
  let words = plan.persistent.physical + 8
  for (const { factory, hosted } of plan.places)
    for (const entry of factory.entries) {
      if (entry.used === 0 || isHosted(entry, hosted)) continue
      const slice = wordSliceOf(plan, factory, entry)
      if (slice.space === 'local') words += slice.extent
    }
  return words * 4
}
