import {
  bytesOf,
  convertElements,
  isDType,
  DTYPE_NAMES,
  type DType,
  type Precision,
} from './dtype.ts'
import { isLocation, LOCATIONS, type ArenaLocation, type Location } from './location.ts'
import { assertName } from './names.ts'
import { quoted, RegistryError } from './registryError.ts'

/** A named request for scratch memory. Sizes are elements of `dtype`. */
export interface Buffer {
  readonly kind: 'buffer'
  readonly name: string
  /** Elements, 0 to 2^31 - 1. */
  readonly size: number
  readonly location: Location
  /** The contents must survive from one call of the device function to the next. */
  readonly persistent: boolean
  /** Name of the entry whose storage is asked to be shared. */
  readonly aliases: string | null
  readonly dtype: DType
  /** The setting that drives the location in the program, where it is not `<name>_location`. */
  readonly settingKey: string | null
  /** A suggested placement leaves a pinned buffer where it is. */
  readonly pinned: boolean
  /** Accesses per step, where known. */
  readonly weight: number | null
  /** Buffers of one group move together. */
  readonly group: string | null
  /** The size that the compiled program was built with, where a dump shows it. */
  readonly builtSize: number | null
  /** The program's code says where it lies, and no setting moves it; left out where one does. */
  readonly fixed?: true
}

/** The part of a parent's arena reserved for a child: a snapshot of the child's aggregate. */
export interface ChildRegion {
  readonly kind: 'child-region'
  readonly name: string
  /** The name of the edge, one of the factory's children. */
  readonly child: string
  readonly of: ArenaLocation
  /** Elements of `dtype`, as the child's aggregate was when the snapshot was taken. */
  readonly size: number
  readonly aliases: string | null
  /** The child's precision when the snapshot was taken. */
  readonly dtype: Precision
  /**
   * Ranges of the window, in elements of `dtype`, whose contents must survive a call: no alias may
   * overlap them. A snapshot like the size, left out where there are none (and but under the
   * extent rule `guarded` there are none).
   */
  readonly protected?: readonly ProtectedRange[]
}

/** A half-open range of elements. */
export interface ProtectedRange {
  readonly offset: number
  readonly extent: number
}

export type Entry = Buffer | ChildRegion

/** What `register` takes: a buffer's fields, all but name, size and location optional. */
export interface BufferSpec extends Partial<Omit<Buffer, 'kind' | 'name' | 'size' | 'location'>> {
  readonly name: string
  readonly size: number
  readonly location: Location
}

export const MAX_SIZE = 2 ** 31 - 1

/**
 * A checked buffer; an unnamed dtype becomes the factory's `precision`. Errors: invalid-name,
 * invalid-size, invalid-location, invalid-dtype, invalid-value.
 */
export function bufferOf(spec: BufferSpec, precision: Precision): Buffer {
  // One literal, so that all buffers share one hidden class.
  const buffer: Buffer = {
    kind: 'buffer',
    name: spec.name,
    size: spec.size,
    location: spec.location,
    persistent: spec.persistent ?? false,
    aliases: orNull(spec.aliases),
    dtype: spec.dtype ?? precision,
    settingKey: orNull(spec.settingKey),
    pinned: spec.pinned ?? false,
    weight: orNull(spec.weight),
    group: orNull(spec.group),
    builtSize: orNull(spec.builtSize),
  }
  assertBuffer(buffer)
  return spec.fixed === undefined ? buffer : { ...buffer, fixed: spec.fixed }
}

function orNull<T>(value: T | null | undefined): T | null {
  return value ?? null
}

function assertBuffer(buffer: Buffer): void {
  assertName(buffer.name)
  assertSize(buffer.size)
  assertLocation(buffer.location)
  assertDType(buffer.dtype)
  assertFlag(buffer.persistent, 'persistent')
  assertFlag(buffer.pinned, 'pinned')
  assertWeight(buffer.weight)
  for (const name of [buffer.aliases, buffer.settingKey, buffer.group])
    if (name !== null) assertName(name)
  if (buffer.builtSize !== null) assertSize(buffer.builtSize)
}

export function locationOf(entry: Entry): Location {
  return entry.kind === 'buffer' ? entry.location : entry.of
}

/** Bytes of the contents of an entry: its elements, not what alignment adds. */
export function contentBytes(entry: Entry): number {
  return entry.size * bytesOf(entry.dtype)
}

/** What is settled about a buffer under its name; the built size is none of it, but what a dump saw. */
const SETTINGS = [
  'size',
  'location',
  'persistent',
  'aliases',
  'dtype',
  'settingKey',
  'pinned',
  'weight',
  'group',
  'fixed',
] as const satisfies readonly (keyof Buffer)[]

const FIELDS = ['name', 'builtSize', ...SETTINGS] as const

export type BufferField = (typeof SETTINGS)[number]

/** The same value for the same contents; what "an identical re-registration is a no-op" stands on. */
export function equalBuffers(a: Buffer, b: Buffer): boolean {
  return FIELDS.every((field) => a[field] === b[field])
}

/** The settings in which two buffers differ. */
export function changedFields(a: Buffer, b: Buffer): readonly BufferField[] {
  const isSame = a === b || SETTINGS.every((field) => a[field] === b[field])
  return isSame ? NONE : SETTINGS.filter((field) => a[field] !== b[field])
}

const NONE: readonly BufferField[] = []

export function assertSize(size: unknown): asserts size is number {
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 0 || size > MAX_SIZE)
    throw new RegistryError(
      'invalid-size',
      size,
      `The size ${quoted(size)} must be a whole number of elements from 0 to ${MAX_SIZE}.`,
    )
}

export function assertLocation(location: unknown): asserts location is Location {
  if (!isLocation(location))
    throw new RegistryError(
      'invalid-location',
      location,
      `The location ${quoted(location)} must be one of ${LOCATIONS.join(', ')}.`,
    )
}

export function assertDType(dtype: unknown): asserts dtype is DType {
  if (!isDType(dtype))
    throw new RegistryError(
      'invalid-dtype',
      dtype,
      `The dtype ${quoted(dtype)} must be one of ${DTYPE_NAMES.join(', ')}.`,
    )
}

export function assertFlag(value: unknown, field: string): asserts value is boolean {
  if (typeof value !== 'boolean')
    throw new RegistryError(
      'invalid-value',
      value,
      `The value ${quoted(value)} of ${field} must be true or false.`,
    )
}

export function assertWeight(weight: unknown): asserts weight is number | null {
  if (weight !== null && !(typeof weight === 'number' && Number.isFinite(weight) && weight >= 0))
    throw new RegistryError(
      'invalid-value',
      weight,
      `The weight ${quoted(weight)} must be a number of accesses from 0, or null where it is not known.`,
    )
}

/** Elements of the parent's precision that a child's aggregate takes. */
export function regionExtent(region: ChildRegion, precision: Precision): number {
  return convertElements(region.size, region.dtype, precision)
}
