import { expect, test } from 'vitest'
import type { Verdict, VerdictSource } from '../../../core/probe/verdict.ts'
import { EMPTY_REGISTRY } from '../../../core/registry/registry.ts'
import type { Preferences } from '../../../store/state.ts'
import { factsOf, headlineOf } from './verdictHeadline.ts'

const source: VerdictSource = {
  runner: 'webgpu',
  adapter: 'SwiftShader',
  program: 'generated',
  memory: 'workgroup',
  lanes: 8,
  layout: 'computed',
  registry: EMPTY_REGISTRY,
  milliseconds: 3.4,
}
const proven: Verdict = { ...source, kind: 'proven', wordsChecked: 1200, buffersChecked: 48 }

const IN_BYTES: Preferences = { units: 'bytes', radix: 'dec', theme: 'system' }

test('an emulated pass shares neither tone nor title with a pass on the device', () => {
  const device = headlineOf(proven, IN_BYTES)
  const emulated = headlineOf({ ...proven, runner: 'emulated', adapter: null, lanes: 1 }, IN_BYTES)
  expect(device).toMatchObject({ tone: 'proven', title: 'Proven' })
  expect(emulated).toMatchObject({ tone: 'emulated', title: 'Checked by emulation, one lane' })
})

test('a pass over storage memory says what it does not prove', () => {
  expect(headlineOf({ ...proven, memory: 'storage' }, IN_BYTES).text).toMatch(/is not proven/)
  expect(headlineOf({ ...proven, memory: 'storage', program: 'table' }, IN_BYTES).title).toBe(
    'Proven by table',
  )
})

test('every way of not knowing is said, and none of them looks like a pass', () => {
  const said: readonly Verdict[] = [
    { ...source, kind: 'unavailable', reason: 'No adapter.' },
    {
      ...source,
      kind: 'refused',
      limit: 'bytes of shared memory in a workgroup',
      need: 40000,
      have: 16384,
      offer: null,
    },
    {
      ...source,
      kind: 'failed',
      stage: 'compile',
      message: 'unresolved value',
      line: 3,
      factory: null,
      buffer: null,
    },
    { ...source, kind: 'cancelled' },
  ]
  expect(said.map((verdict) => headlineOf(verdict, IN_BYTES).tone)).toEqual([
    'unable',
    'unable',
    'unable',
    'neutral',
  ])
  expect(said.map((verdict) => headlineOf(verdict, IN_BYTES).title)).toEqual([
    'Could not run',
    'Refused before it ran',
    'Failed to compile',
    'Cancelled',
  ])
})

test('a verdict names its runner and adapter, whatever it says', () => {
  expect(factsOf(proven)).toEqual([
    ['Runner', 'WebGPU'],
    ['Adapter', 'SwiftShader'],
    ['Program', 'generated kernel'],
    ['Layout', 'computed'],
    ['Lanes', '8'],
    ['Words checked', '1\u2009200'],
    ['Buffers checked', '48'],
    ['Time', '3 ms'],
  ])
  const unable: Verdict = { ...source, adapter: null, lanes: 0, kind: 'unavailable', reason: '' }
  expect(factsOf(unable).slice(0, 2)).toEqual([
    ['Runner', 'WebGPU'],
    ['Adapter', 'none'],
  ])
})
