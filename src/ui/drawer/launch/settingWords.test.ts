import { expect, test } from 'vitest'
import { DEFAULT_LAUNCH } from '../../../core/analysis/launch.ts'
import { figure } from '../../figures.ts'
import { settingChanges } from './settingWords.ts'

const inBytes = (bytes: number) => `${figure(bytes)} B`

test('settings that differ are told in words, and equal ones are not', () => {
  expect(settingChanges(DEFAULT_LAUNCH, { ...DEFAULT_LAUNCH }, inBytes)).toEqual([])
  const other = {
    ...DEFAULT_LAUNCH,
    runs: 8192,
    optIn: true,
    staticSharedBytes: 1024,
    carveoutPercent: 30,
    barriers: 2,
    sharedTargetBytes: null,
  }
  expect(settingChanges(DEFAULT_LAUNCH, other, inBytes)).toEqual([
    { word: 'runs', was: '4\u2009096', is: '8\u2009192' },
    { word: 'over 48 KiB', was: 'not allowed', is: 'allowed' },
    { word: 'static shared', was: '0 B', is: '1\u2009024 B' },
    { word: 'carve-out', was: 'driver decides', is: '30 %' },
    { word: 'barriers', was: '1', is: '2' },
    { word: 'target per block', was: '32\u2009768 B', is: 'none' },
  ])
})
