/** Element types a buffer may have, with their width in bytes. Source: registry contract §1. */
export const DTYPES = {
  float16: { bytes: 2 },
  float32: { bytes: 4 },
  float64: { bytes: 8 },
  int32: { bytes: 4 },
  int64: { bytes: 8 },
} as const satisfies Record<string, { readonly bytes: number }>

export type DType = keyof typeof DTYPES

/** The element type of a factory's arenas. float16 is refused: bytes count 2 but strides count words. */
export const PRECISIONS = ['float32', 'float64'] as const
export type Precision = (typeof PRECISIONS)[number]

export const DTYPE_NAMES = [
  'float16',
  'float32',
  'float64',
  'int32',
  'int64',
] as const satisfies readonly DType[]

export function isDType(value: unknown): value is DType {
  return typeof value === 'string' && Object.hasOwn(DTYPES, value)
}

export function isPrecision(value: unknown): value is Precision {
  return value === 'float32' || value === 'float64'
}

/** Width of one element in bytes. */
export function bytesOf(dtype: DType): number {
  return DTYPES[dtype].bytes
}

/** Elements of `into` that `size` elements of `from` take, rounded up. */
export function convertElements(size: number, from: DType, into: DType): number {
  const have = bytesOf(from)
  const want = bytesOf(into)
  if (have === want) return size
  // Both widths are powers of two, so one of the two ratios is whole and nothing overflows early.
  return have > want ? size * (have / want) : Math.ceil(size / (want / have))
}
