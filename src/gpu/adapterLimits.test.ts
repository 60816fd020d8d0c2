import { expect, test } from 'vitest'
import { adapterLimits } from './adapterLimits.ts'

const GRANTED = { maxComputeWorkgroupStorageSize: 32768, maxComputeInvocationsPerWorkgroup: 1024 }

/** A platform whose adapter is what `answer` gives. */
function gpuWith(answer: () => Promise<unknown>): GPU {
  return { requestAdapter: answer } as unknown as GPU
}

test('the limits are those of the adapter', async () => {
  const gpu = gpuWith(() => Promise.resolve({ limits: { ...GRANTED, maxBufferSize: 1 } }))
  expect(await adapterLimits(gpu)).toEqual(GRANTED)
})

test('no platform, no adapter, a refusal and no answer are all null', async () => {
  expect(await adapterLimits(undefined)).toBeNull()
  expect(await adapterLimits(gpuWith(() => Promise.resolve(null)))).toBeNull()
  expect(await adapterLimits(gpuWith(() => Promise.reject(new Error('no'))))).toBeNull()
  const throwing = gpuWith(() => {
    throw new Error('no')
  })
  expect(await adapterLimits(throwing)).toBeNull()
  expect(
    await adapterLimits(
      gpuWith(() => new Promise(() => {})),
      5,
    ),
  ).toBeNull()
})
