import { describe, expect, test } from 'vitest'
import { bankAccess, mendingPadWords, type BankElementBytes } from './banks.ts'
import { runGeometry } from './launch.ts'

/** Counts, for each group of lanes, the distinct words that fall on the busiest bank. */
function slowDegree(strideWords: number, elementBytes: number, k: number): number {
  const words = elementBytes / 4
  const group = 32 / words
  let worst = 1
  for (let first = 0; first < 32; first += group) {
    const banks = Array.from({ length: 32 }, () => new Set<number>())
    for (let lane = first; lane < first + group; lane++)
      for (let word = 0; word < words; word++) {
        const at = lane * strideWords + k * words + word
        banks[at % 32]?.add(at)
      }
    worst = Math.max(worst, ...banks.map((bank) => bank.size))
  }
  return worst
}

const WIDTHS: readonly BankElementBytes[] = [4, 8, 16]

describe('bank conflicts', () => {
  test.each(WIDTHS)('with elements of %i bytes equal brute force for every stride', (bytes) => {
    for (let stride = 0; stride <= 1024; stride++) {
      const access = bankAccess(stride, bytes)
      if (stride % (bytes / 4) !== 0) expect(access).toEqual({ kind: 'misaligned' })
      else
        for (const k of [0, 1, 7])
          expect(access, `stride ${stride}`).toMatchObject({ degree: slowDegree(stride, bytes, k) })
    }
  })

  test('a stride of 0 is a broadcast', () => {
    for (const bytes of WIDTHS)
      expect(bankAccess(0, bytes)).toEqual({ kind: 'broadcast', degree: 1 })
  })

  test.each(WIDTHS)('with elements of %i bytes the mending pad is the smallest', (bytes) => {
    for (let stride = 0; stride <= 256; stride++) {
      const isFree = (pad: number) => {
        const access = bankAccess(stride + pad, bytes)
        return access.kind !== 'misaligned' && access.degree === 1
      }
      let pad = 0
      while (!isFree(pad)) pad++
      expect(mendingPadWords(stride, bytes)).toBe(pad)
    }
  })

  test('a padded float32 run is always free, and an even float64 run never', () => {
    for (let elements = 1; elements <= 512; elements++) {
      const float32 = runGeometry(elements, 'float32').strideWords
      expect(bankAccess(float32, 4)).toEqual({ kind: 'strided', degree: 1 })
      const float64 = runGeometry(elements, 'float64').strideWords
      const degree = elements % 2 === 1 ? 1 : elements % 16 === 0 ? 16 : (elements & -elements) % 16
      expect(bankAccess(float64, 8)).toEqual({ kind: 'strided', degree })
      expect(mendingPadWords(float64, 8)).toBe(elements % 2 === 0 ? 2 : 0)
    }
  })
})
