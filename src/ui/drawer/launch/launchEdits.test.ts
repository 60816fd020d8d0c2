import { expect, test } from 'vitest'
import { parsePtxas } from '../../../core/analysis/ptxas.ts'
import { EMPTY_MODEL, withLaunch } from '../../../core/document/model.ts'
import { NUMBER_SETTINGS, ptxasUse, readNumber, settingLabel } from './launchEdits.ts'

const { blockSize, carveoutPercent, registersPerThread, runs } = NUMBER_SETTINGS

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

test('an empty carve-out leaves it to the driver, and is said in words', () => {
  expect(readNumber(' ', carveoutPercent)).toEqual({ kind: 'number', value: -1 })
  expect(readNumber('0', carveoutPercent)).toEqual({ kind: 'number', value: 0 })
  expect(readNumber('101', carveoutPercent)).toEqual({
    kind: 'wrong',
    problem: 'Carve-out must be a whole number from 0 to 100, or empty: driver decides.',
  })
  expect(readNumber('-1', carveoutPercent).kind).toBe('wrong')
  expect(settingLabel('carveoutPercent', -1)).toBe('Set carve-out: driver decides')
  expect(settingLabel('carveoutPercent', 30)).toBe('Set carve-out to 30 %')
  expect(settingLabel('staticSharedBytes', 1024)).toBe('Set static shared to 1\u2009024 B')
})

function useOf(line: string) {
  const [found] = parsePtxas(
    `ptxas info    : Compiling entry function 'k' for 'sm_90'\nptxas info    : ${line}\n`,
  )
  if (found === undefined) throw new Error('no function')
  return ptxasUse(found)
}

test('what ptxas printed gives registers, barriers and static bytes', () => {
  expect(useOf('Used 96 registers, used 2 barriers, 1024 bytes smem')).toEqual({
    kind: 'settings',
    change: { registersPerThread: 96, staticSharedBytes: 1024, barriers: 2 },
    words: '96 registers, 2 barriers, 1\u2009024 B static shared',
  })
  // An older assembler says nothing of barriers, and they stay as they are.
  expect(useOf('Used 40 registers, 400 bytes cmem[0]')).toMatchObject({
    change: { registersPerThread: 40, staticSharedBytes: 0 },
  })
  expect(useOf('400 bytes cmem[0]')).toBeNull()
})

test('figures that no program has are refused, and say why', () => {
  expect(useOf('Used 999 registers')).toEqual({
    kind: 'wrong',
    problem: 'Registers must be a whole number from 1 to 255.',
  })
  expect(useOf('Used 9 registers, used 1 barriers, 49153 bytes smem')?.kind).toBe('wrong')
})
