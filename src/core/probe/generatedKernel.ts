import { CANARY, DONE, dumpShapeOf, LANE_WORDS } from './dump.ts'
import { prelude } from './kernelAccess.ts'
import { functionName, writeFactory } from './kernelFactory.ts'
import { GUARD, isHosted, type ProbePlan, type SharedMemory } from './plan.ts'
import { add, emptyText } from './programText.ts'
import type { ProbeProgram } from './runner.ts'
import type { ProbeFactory } from './tree.ts'
import { wordSliceOf } from './wordSlice.ts'

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

/** The variants of a factory that the tree calls: open, hosted in another entry's storage, or both. */
function variantsOf(plan: ProbePlan, factory: ProbeFactory): readonly boolean[] {
  const found = new Set<boolean>()
  for (const place of plan.places) if (place.factory === factory) found.add(place.hosted)
  return [...found]
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
  for (var turn = 0u; turn < 4u; turn++) {
    var mine = me;
    if (turn == 1u || turn == 3u) { mine = (me + 1u) % ${lanes}u; }
    ${root}(turn, ${GUARD}u + mine * ${plan.strideWords}u, ${plan.windowWords}u, ${GUARD}u, ${persistent.words}u, 0u, 0u, 0u, mine);
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
