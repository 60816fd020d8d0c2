import { WgslExec, WgslParser } from 'wgsl_reflect/wgsl_reflect.module.js'
import type { ProbeProgram } from '../core/probe/runner.ts'

/** The parts of a program that an interpreter needs; plain data, so that a worker can be given them. */
export type Interpreted = Pick<ProbeProgram, 'wgsl' | 'entryPoint' | 'inputs' | 'resultWords'>

/** Statements between two reports: some tens of milliseconds. */
const REPORTED = 2 ** 15
/** Statements for one word of memory, as measured on tables and trees from 20 to 5,000 buffers. */
const STATEMENTS_PER_WORD = 60

/** Runs a program with its one lane and gives the result; throws where it cannot be interpreted. */
export function interpret(program: Interpreted, onShare: (share: number) => void): Uint32Array {
  const { wgsl, entryPoint, inputs, resultWords } = program
  const words = new Uint32Array(resultWords)
  const inputWords = inputs.reduce((sum, input) => sum + input.length, 0)
  const expected = STATEMENTS_PER_WORD * (resultWords + inputWords / 2)
  const interpreter = new CountingExec(new WgslParser().parse(oneLane(wgsl)))
  interpreter.onCount = (count) => onShare(Math.min(count / expected, 0.99))
  const bound: Record<number, Uint32Array> = { 0: words }
  inputs.forEach((input, at) => (bound[at + 1] = input))
  interpreter.dispatchWorkgroups(entryPoint, 1, { 0: bound })
  return words
}

/** Tells how far it is; the interpreter itself has no word for that. */
class CountingExec extends WgslExec {
  onCount: (count: number) => void = () => {}
  private count = 0

  override execStatement(...given: Parameters<WgslExec['execStatement']>) {
    this.count++
    if (this.count % REPORTED === 0) this.onCount(this.count)
    return super.execStatement(...given)
  }
}

/** Lanes beyond the first are idle in every plan for this runner. */
function oneLane(wgsl: string): string {
  return wgsl.replace(/@workgroup_size\(\d+, 1, 1\)/, '@workgroup_size(1, 1, 1)')
}
