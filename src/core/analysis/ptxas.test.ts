import { expect, test } from 'vitest'
import { parsePtxas } from './ptxas.ts'

const TWO_KERNELS = `nvcc -O3 -Xptxas -v kernel.cu
ptxas info    : 0 bytes gmem, 8 bytes cmem[4]
ptxas info    : Compiling entry function '_Z4stepPfi' for 'sm_89'
ptxas info    : Function properties for _Z4stepPfi
    32 bytes stack frame, 24 bytes spill stores, 28 bytes spill loads
ptxas info    : Used 72 registers, used 1 barriers, 4096 bytes smem, 380 bytes cmem[0]
ptxas info    : Compile time = 12.0 ms
ptxas info    : Compiling entry function 'loop' for 'sm_75'
ptxas info    : Function properties for loop
    0 bytes stack frame, 0 bytes spill stores, 0 bytes spill loads
ptxas info    : Used 255 registers, 352 bytes cmem[0]
`

const NONE = { staticSharedBytes: 0, stackBytes: 0, spillStoreBytes: 0, spillLoadBytes: 0 }

test('reads registers, static shared bytes, barriers and spills of each kernel', () => {
  expect(parsePtxas(TWO_KERNELS)).toEqual([
    {
      name: '_Z4stepPfi',
      architecture: 'sm_89',
      isEntry: true,
      registers: 72,
      barriers: 1,
      staticSharedBytes: 4096,
      stackBytes: 32,
      spillStoreBytes: 24,
      spillLoadBytes: 28,
    },
    { ...NONE, name: 'loop', architecture: 'sm_75', isEntry: true, registers: 255, barriers: null },
  ])
})

test('gives a device function its own stack and leaves the kernel its registers', () => {
  const text = `ptxas info    : Compiling entry function 'main' for 'sm_90'
ptxas info    : Function properties for main
    8 bytes stack frame, 0 bytes spill stores, 0 bytes spill loads
ptxas info    : Function properties for helper
    16 bytes stack frame, 4 bytes spill stores, 4 bytes spill loads
ptxas info    : Used 40 registers, 64+16 bytes smem, 360 bytes cmem[0]`
  const [main, helper] = parsePtxas(text.replaceAll('\n', '\r\n'))
  expect(main).toMatchObject({ name: 'main', registers: 40, staticSharedBytes: 80, stackBytes: 8 })
  expect(helper).toMatchObject({ name: 'helper', isEntry: false, registers: null, stackBytes: 16 })
})

test('finds nothing in other text, and names are only names', () => {
  for (const text of ['', 'hello', '{"a": 1}', 'Used 32 registers'])
    expect(parsePtxas(text)).toEqual([])
  const odd = parsePtxas(`ptxas info : Compiling entry function '__proto__' for 'sm_89'`)
  expect(odd).toMatchObject([{ name: '__proto__', registers: null }])
})
