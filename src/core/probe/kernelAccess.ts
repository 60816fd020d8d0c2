import { dumpShapeOf } from './dump.ts'
import { errorRecord } from './errorRecord.ts'
import { FAR, GUARD, UNOWNED, type ProbePlan, type SharedMemory } from './plan.ts'

/** Everything that the functions of a generated kernel stand on: memory, records, and the checked accesses. */
export function prelude(plan: ProbePlan, memory: SharedMemory): string {
  const { sitesAt, sharedAt } = dumpShapeOf(plan)
  const shared = (at: string) =>
    memory === 'workgroup' ? `sh[${at}]` : `result[${sharedAt}u + ${at}]`
  return `@group(0) @binding(0) var<storage, read_write> result: array<u32>;
@group(0) @binding(1) var<storage, read> hosted: array<u32>;
${memory === 'workgroup' ? `var<workgroup> sh: array<u32, ${plan.shared.physical}>;` : '// The shared arena lies in storage.'}
var<private> pe: array<u32, ${plan.persistent.physical}>;
${errorRecord(`${sitesAt}u`)}

fn window(room: u32, begin: u32, size: u32, region: u32) {
  if (begin + size > room) { fail(3u, region, 0u, 0u); }
}

fn below(above: u32, step: u32) -> u32 {
  return min(above + step, ${FAR}u);
}

${accessor({ name: 'shared_at', params: 'phase: u32, base: u32, length: u32', who: 'who', size: plan.shared.physical, cell: shared })}

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
  return `fn ${name}(${params}, offset: u32, extent: u32, word: u32, tag: u32, site: u32${who === 'who' ? ', who: u32' : ''}) {
  let at = base + offset + word;
  let own = (tag + 1u) * 256u + ${who};
  var code = 0u;
  var found = 0u;
  if (offset + word >= length) { code = 2u; }
  if (word >= extent) { code = 1u; }
  if (at < ${size}u) {
    found = ${cell('at')};
    if (phase > 0u && found != own && code == 0u) { code = 4u; }
    if (phase == 0u || phase == 2u) { ${cell('at')} = own; }
  }
  if (code != 0u) { fail(code, site, word, found); }
}`
}

/** An access to words that are another's by design: read after a barrier, never written. */
function hostedAccessor(plan: ProbePlan, shared: (at: string) => string): string {
  return `fn hosted_at(phase: u32, base: u32, length: u32, offset: u32, extent: u32, word: u32, wanted: u32, site: u32, who: u32) {
  let at = base + offset + word;
  var want = hosted[wanted];
  if (want >= ${UNOWNED}u) { want = want + ${GUARD}u + who * ${plan.strideWords}u; } else { want = want * 256u + who; }
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
