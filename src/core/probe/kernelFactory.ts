import type { FactoryId } from '../registry/factory.ts'
import { childBases } from './places.ts'
import { isHosted, type ProbePlan } from './plan.ts'
import { add, inComment, type ProgramText } from './programText.ts'
import type { ProbeEntry, ProbeFactory } from './tree.ts'
import { wordSliceOf, type WordSlice } from './wordSlice.ts'

export interface FactoryText {
  readonly plan: ProbePlan
  readonly factory: ProbeFactory
  readonly index: number
  readonly hosted: boolean
}

/** The name of a factory's function: a number, whatever the factory is called. */
export function functionName(index: number, hosted: boolean): string {
  return `${hosted ? 'h' : 'f'}${index}`
}

/** The parameters of a factory's function: no two functions share a name, which an interpreter may mix up. */
function names({ index, hosted }: FactoryText) {
  const own = functionName(index, hosted)
  return {
    own,
    phase: `phase_${own}`,
    shared: `sb_${own}`,
    sharedLength: `sl_${own}`,
    persistent: `pb_${own}`,
    persistentLength: `pl_${own}`,
    tag: `t_${own}`,
    site: `s_${own}`,
    hostedWord: `a_${own}`,
    run: `run_${own}`,
  } as const
}

/** One function: its own buffers through their offsets, its children in their windows, its arrays read back. */
export function writeFactory(text: ProgramText, made: FactoryText): void {
  const { plan, factory, hosted } = made
  const { id } = factory.factory
  const { own, ...parameters } = names(made)
  const about = { factory: id, buffer: null }
  const signature = Object.values(parameters).map((name) => `${name}: u32`)
  add(text, `// ${inComment(id)}\nfn ${own}(${signature.join(', ')}) {`, about)
  const after: (() => void)[] = []
  let wanted = 0
  for (const entry of factory.entries) {
    if (entry.used === 0) continue
    const slice = wordSliceOf(plan, factory, entry)
    const owner = { factory: id, buffer: entry.entry.name }
    add(text, `  // ${inComment(entry.entry.name)}`, owner)
    if (isHosted(entry, hosted)) {
      add(text, hostedLoop(made, entry, { slice, wanted }), owner)
      wanted += entry.used
    } else if (slice.space === 'local') {
      add(text, localWrites(made, entry, slice), owner)
      after.push(() => add(text, localReads(made, entry, slice), owner))
    } else add(text, arenaLoop(made, entry, slice), owner)
  }
  writeCalls(text, made, id)
  for (const write of after) write()
  add(text, '}\n', about)
}

function arenaLoop(made: FactoryText, entry: ProbeEntry, slice: WordSlice): string {
  const { own, ...n } = names(made)
  const i = `i${entry.at}_${own}`
  const [name, base, length, run] =
    slice.space === 'shared'
      ? ['shared_at', n.shared, n.sharedLength, `, ${n.run}`]
      : ['persistent_at', n.persistent, n.persistentLength, '']
  return `  for (var ${i} = 0u; ${i} < ${entry.used}u; ${i}++) {
    ${name}(${n.phase}, ${base}, ${length}, ${slice.offset}u, ${slice.extent}u, ${i}, ${n.tag} + ${entry.tag}u + ${i}, ${n.site} + ${entry.at}u${run});
  }`
}

/** Where a hosted buffer is tested in another memory than its host's, the host check says so. */
function hostedLoop(
  made: FactoryText,
  entry: ProbeEntry,
  { slice, wanted }: { readonly slice: WordSlice; readonly wanted: number },
): string {
  if (slice.space !== 'shared') return '  // It does not lie in its host.'
  const { own, ...n } = names(made)
  const i = `i${entry.at}_${own}`
  return `  for (var ${i} = 0u; ${i} < ${entry.used}u; ${i}++) {
    hosted_at(${n.phase}, ${n.shared}, ${n.sharedLength}, ${slice.offset}u, ${slice.extent}u, ${i}, ${n.hostedWord} + ${wanted}u + ${i}, ${n.site} + ${entry.at}u, ${n.run});
  }`
}

/** A local array lives as long as the call. One that is to persist must hold its tags at the second. */
function localWrites(made: FactoryText, entry: ProbeEntry, { extent }: WordSlice): string {
  const { own, ...n } = names(made)
  const i = `i${entry.at}_${own}`
  const b = `b${entry.at}_${own}`
  const site = `${n.site} + ${entry.at}u`
  if (extent === 0) return `  fail(1u, ${site}, 0u, 0u);`
  const mine = `(${n.tag} + ${entry.tag}u + ${i} + 1u) * 256u + lane`
  const check =
    entry.space === 'persistent_local'
      ? `\n      if (${n.phase} > 0u && ${b}[${i}] != ${mine}) { fail(4u, ${site}, ${i}, ${b}[${i}]); }`
      : ''
  return `  var ${b}: array<u32, ${extent}>;
  for (var ${i} = 0u; ${i} < ${entry.used}u; ${i}++) {
    if (${i} < ${extent}u) {${check}
      ${b}[${i}] = ${mine};
    }
  }`
}

/** Read back after the children ran. One place to fail in: each costs the compiler as much as a loop. */
function localReads(made: FactoryText, entry: ProbeEntry, { extent }: WordSlice): string {
  if (extent === 0) return '  // It has no words to read back.'
  const { own, ...n } = names(made)
  const [j, b, code, found] = ['j', 'b', 'c', 'v'].map((letter) => `${letter}${entry.at}_${own}`)
  return `  for (var ${j} = 0u; ${j} < ${entry.used}u; ${j}++) {
    var ${code} = 1u;
    var ${found} = 0u;
    if (${j} < ${extent}u) {
      ${found} = ${b}[${j}];
      ${code} = 0u;
      if (${found} != (${n.tag} + ${entry.tag}u + ${j} + 1u) * 256u + lane) { ${code} = 4u; }
    }
    if (${code} != 0u) { fail(${code}, ${n.site} + ${entry.at}u, ${j}, ${found}); }
  }`
}

function writeCalls(text: ProgramText, made: FactoryText, id: FactoryId): void {
  const { plan, factory, hosted } = made
  const n = names(made)
  const bases = childBases(plan.tree, factory, hosted)
  factory.children.forEach((child, i) => {
    const shared = regionSlice(made, child.regions.shared)
    const persistent = regionSlice(made, child.regions.persistent_local)
    const { tag, site, hostedWord } = bases[i] ?? { tag: 0, site: 0, hostedWord: 0 }
    const check = (length: string, { offset, extent, site: at }: typeof shared) =>
      at < 0 ? [] : [`  window(${length}, ${offset}u, ${extent}u, ${n.site} + ${at}u);`]
    const given = [
      n.phase,
      `below(${n.shared}, ${shared.offset}u)`,
      `${shared.extent}u`,
      `below(${n.persistent}, ${persistent.offset}u)`,
      `${persistent.extent}u`,
      `${n.tag} + ${tag}u`,
      `${n.site} + ${site}u`,
      `${n.hostedWord} + ${hostedWord}u`,
      n.run,
    ]
    const lines = [
      `  // ${inComment(child.name)}`,
      ...check(n.sharedLength, shared),
      ...check(n.persistentLength, persistent),
      `  ${functionName(child.factory, hosted || child.hosted)}(${given.join(', ')});`,
    ]
    add(text, lines.join('\n'), { factory: id, buffer: null })
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
