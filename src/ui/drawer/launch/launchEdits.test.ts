import { expect, test } from 'vitest'
import { EMPTY_MODEL } from '../../../core/document/model.ts'
import { NUMBER_SETTINGS, readNumber, withLaunch } from './launchEdits.ts'

const { blockSize, registersPerThread, runs } = NUMBER_SETTINGS

test('reads decimal figures with or without spaces, and hexadecimal ones', () => {
  expect(readNumber('256', blockSize)).toEqual({ kind: 'number', value: 256 })
  expect(readNumber(' 4\u2009096 ', runs)).toEqual({ kind: 'number', value: 4096 })
  expect(readNumber('0xff', registersPerThread)).toEqual({ kind: 'number', value: 255 })
})

test.each(['', '0', '-1', '1.5', '1e3', '1025', 'many', 'NaN', '0x'])(
  'refuses %j as a block size, and says what it may be',
  (text) => {
    expect(readNumber(text, blockSize)).toEqual({
      kind: 'wrong',
      problem: 'Block size must be a whole number from 1 to 1\u2009024.',
    })
  },
)

test('settings that are the present ones change nothing', () => {
  expect(withLaunch(EMPTY_MODEL, { blockSize: EMPTY_MODEL.launch.blockSize })).toBe(EMPTY_MODEL)
  expect(withLaunch(EMPTY_MODEL, { optIn: true }).launch).toEqual({
    ...EMPTY_MODEL.launch,
    optIn: true,
  })
})
