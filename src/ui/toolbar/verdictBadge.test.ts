import { expect, test } from 'vitest'
import type { Verdict, VerdictSource } from '../../core/probe/verdict.ts'
import { EMPTY_REGISTRY } from '../../core/registry/registry.ts'
import { verdictBadge } from './verdictBadge.ts'

const source: VerdictSource = {
  runner: 'webgpu',
  adapter: 'nvidia ada',
  program: 'generated',
  memory: 'workgroup',
  lanes: 32,
  layout: 'computed',
  registry: EMPTY_REGISTRY,
  milliseconds: 3,
}
const proven: Verdict = { ...source, kind: 'proven', wordsChecked: 9, buffersChecked: 3 }
const badgeOf = (verdict: Verdict, registry = EMPTY_REGISTRY) =>
  verdictBadge({ kind: 'done', verdict }, registry, false)

test('a pass names its adapter', () => {
  expect(badgeOf(proven)).toMatchObject({
    tone: 'good',
    word: 'Proven',
    note: 'nvidia ada · 3 ms',
  })
})

test('a pass on a software adapter says that no GPU has run it', () => {
  for (const adapter of ['google swiftshader', 'llvmpipe (LLVM 15)'])
    expect(badgeOf({ ...proven, adapter }).word).toBe('Proven in software')
})

test('an emulated pass never looks like a pass of a GPU', () => {
  const badge = badgeOf({ ...proven, runner: 'emulated', adapter: null })
  expect(badge).toMatchObject({ tone: 'emulated', word: 'Checked by emulation', note: 'one lane' })
})

test('a verdict on another layout is stale', () => {
  expect(badgeOf(proven, { ...EMPTY_REGISTRY })).toMatchObject({ tone: 'stale' })
})

test('where nothing was said about the old layout, nothing is stale', () => {
  for (const verdict of NO_PASSES)
    expect(badgeOf(verdict, { ...EMPTY_REGISTRY })).toMatchObject({
      tone: 'none',
      word: 'Not verified',
    })
})

const NO_PASSES: readonly Verdict[] = [
  { ...source, kind: 'unavailable', reason: 'no adapter' },
  {
    ...source,
    kind: 'refused',
    limit: 'maxComputeWorkgroupStorageSize',
    need: 2,
    have: 1,
    offer: null,
  },
  {
    ...source,
    kind: 'failed',
    stage: 'lost',
    message: 'lost',
    line: null,
    factory: null,
    buffer: null,
  },
  { ...source, kind: 'cancelled' },
]

test('what did not run is never a pass', () => {
  expect(NO_PASSES.map((verdict) => badgeOf(verdict).tone)).toEqual(NO_PASSES.map(() => 'unknown'))
})
