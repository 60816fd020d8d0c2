import { jsonParts } from '../../core/document/jsonText.ts'
import type { KernelRunner } from '../../core/probe/runner.ts'
import { verify, type VerifyOptions } from '../../core/probe/verify.ts'
import type { BufferFault, ElementRef, Verdict, WordFault } from '../../core/probe/verdict.ts'
import { createEmulatedRunner } from '../../gpu/emulatedRunner.ts'
import { createDawnRunner } from '../dawn.ts'
import { EXIT, terminalText, type Io } from '../io.ts'
import { openInput } from '../openInput.ts'
import { oneOf, refuseUsage, usageOf } from '../usage.ts'

const RUNNERS = ['webgpu', 'table', 'emulated'] as const
type RunnerChoice = (typeof RUNNERS)[number]

/** `verify FILE [--phase L] [--recorded] [--runner webgpu|table|emulated] [--json]`: the verdict. */
export async function runVerify(args: readonly string[], io: Io): Promise<number> {
  const usage = usageOf(args, {
    phase: { type: 'string' },
    recorded: { type: 'boolean', default: false },
    runner: { type: 'string' },
    json: { type: 'boolean', default: false },
  })
  if (usage.kind === 'wrong') return refuseUsage(io, 'verify', usage.message)
  const { phase, recorded, runner: named, json } = usage.values
  const choice = named === undefined ? null : oneOf(RUNNERS, named)
  if (named !== undefined && choice === null)
    return refuseUsage(io, 'verify', `--runner must be one of ${RUNNERS.join(', ')}.`)
  const [file = '-'] = usage.files
  const model = await openInput(io, { file, phase })
  if (model === null) return EXIT.badInput
  const runner = await runnerOf(choice)
  try {
    const verdict = await verify(model, runner, {
      layout: recorded ? 'recorded' : 'computed',
      ...programOf(choice),
    })
    await io.out(json ? jsonOf(verdict) : terminalText(`${textOf(verdict).join('\n')}\n`))
    return exitOf(verdict)
  } finally {
    runner.close()
  }
}

async function runnerOf(choice: RunnerChoice | null): Promise<KernelRunner> {
  return choice === 'emulated' ? createEmulatedRunner() : createDawnRunner()
}

/** Without a choice, the size of the tree decides between a kernel of its own and the table. */
function programOf(choice: RunnerChoice | null): Pick<VerifyOptions, 'program'> {
  switch (choice) {
    case 'webgpu':
      return { program: 'generated' }
    case 'table':
      return { program: 'table' }
    case 'emulated':
    case null:
      return {}
  }
}

/** What proves nothing is neither good nor disproven. */
function exitOf({ kind }: Verdict): number {
  switch (kind) {
    case 'proven':
      return EXIT.good
    case 'disproven':
      return EXIT.differs
    case 'unavailable':
    case 'refused':
    case 'failed':
    case 'cancelled':
      return EXIT.couldNotRun
  }
}

function textOf(verdict: Verdict): readonly string[] {
  return [...saidOf(verdict), byOf(verdict)]
}

function saidOf(verdict: Verdict): readonly string[] {
  const what = `the ${verdict.layout} layout`
  switch (verdict.kind) {
    case 'proven':
      return [
        `proven: ${what}, ${verdict.buffersChecked} buffers, ${verdict.wordsChecked} words of memory`,
      ]
    case 'disproven':
      return [
        `disproven: ${what}, ${verdict.buffers.length} faults, ${verdict.wrongWords} wrong words of ${verdict.wordsChecked}`,
        ...verdict.buffers.map(faultLine),
      ]
    case 'unavailable':
      return [`could not run: ${verdict.reason}`]
    case 'refused': {
      const offer = verdict.offer === null ? '' : ' Try --runner table.'
      return [`refused: ${verdict.limit}: needs ${verdict.need}, has ${verdict.have}.${offer}`]
    }
    case 'failed': {
      const { line, buffer } = verdict
      const where =
        line === null ? '' : ` (WGSL line ${line}${buffer === null ? '' : `, ${buffer}`})`
      return [`failed: ${verdict.stage}: ${verdict.message}${where}`]
    }
    case 'cancelled':
      return ['cancelled']
  }
}

function faultLine({ path, buffer, kind, message }: BufferFault): string {
  return `  ${kind.padEnd(16)}  ${path}${buffer === null ? '' : `/${buffer}`}: ${message}`
}

/** Who spoke: an emulated pass must not look like one of a GPU. */
function byOf({ runner, adapter, program, memory, lanes, milliseconds }: Verdict): string {
  const kernel = program === 'generated' ? 'a kernel generated for it' : 'the table kernel'
  const where = memory === 'storage' ? ', shared memory in storage' : ''
  return `by ${runner}${adapter === null ? '' : ` (${adapter})`}: ${kernel}${where}, ${lanes} lanes, ${milliseconds} ms`
}

/** The verdict without the model it is about, which the reader has. */
function jsonOf(verdict: Verdict): string {
  const said = { ...verdict, registry: undefined }
  const printed = said.kind === 'disproven' ? { ...said, words: said.words.map(wordOf) } : said
  const present = Object.entries(printed).filter(([, value]) => value !== undefined)
  return jsonParts(Object.fromEntries(present)).join('')
}

function wordOf({ expected, found, ...word }: WordFault): object {
  return { ...word, expected: refOf(expected), found: refOf(found) }
}

function refOf(ref: ElementRef | null): object | null {
  if (ref === null) return null
  const { path, buffer, element, lane } = ref
  return { path, buffer, element, lane }
}
