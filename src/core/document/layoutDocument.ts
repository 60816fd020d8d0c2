import type { LaunchSettings } from '../analysis/launch.ts'
import type { Finding } from '../analysis/finding.ts'
import type { ExtentRule } from '../layout/factoryLayout.ts'
import type { DType, Precision } from '../registry/dtype.ts'
import type { ProtectedRange } from '../registry/entry.ts'
import type { RecordedLayout } from '../registry/factory.ts'
import type { ArenaLocation, Location } from '../registry/location.ts'
import type { RecordedKernel } from './model.ts'

export const DOCUMENT_FORMAT = 'bufferscope-layout'
export const DOCUMENT_VERSION = 1

/** The file format, as a type: version 1. Collections are arrays, so that no name becomes an object key. */
export interface LayoutDocument {
  readonly format: typeof DOCUMENT_FORMAT
  readonly version: typeof DOCUMENT_VERSION
  readonly generator: string
  readonly name: string
  readonly extentRule: ExtentRule
  readonly launch: DocumentLaunch
  readonly roots: readonly string[]
  /** Classes registered in the program but reachable from no root; left out when there are none. */
  readonly unreachable?: readonly string[]
  /** Sizes before the program was built; left out when there are none. */
  readonly constructedSizes?: readonly {
    readonly factory: string
    readonly name: string
    readonly size: number
  }[]
  readonly factories: readonly DocumentFactory[]
  /** Computed from the first root; null for a document without one. */
  readonly kernel: DocumentKernel | null
  readonly findings: readonly DocumentFinding[]
}

/** Written of the last three: only what is not the default, so that a document without them stays as it was. */
export type DocumentLaunch = Omit<LaunchSettings, WrittenIfSet> &
  Partial<Pick<LaunchSettings, WrittenIfSet>>

type WrittenIfSet = 'staticSharedBytes' | 'carveoutPercent' | 'barriers'

/** A finding as it is printed: its fixes are edits, and stay in the program. */
export type DocumentFinding = Omit<Finding, 'fix' | 'launchFix'>

export interface DocumentFactory {
  readonly id: string
  readonly type: string
  readonly precision: Precision
  readonly entries: readonly DocumentEntry[]
  readonly children: readonly { readonly name: string; readonly factory: string }[]
  /** Computed; null only in a model that was not printed by us. */
  readonly layout: RecordedLayout
  readonly recorded: RecordedLayout | null
}

export type DocumentEntry = DocumentBuffer | DocumentRegion

export interface DocumentBuffer {
  readonly kind: 'buffer'
  readonly name: string
  readonly size: number
  readonly location: Location
  readonly persistent: boolean
  readonly aliases: string | null
  readonly dtype: DType
  readonly settingKey: string | null
  readonly pinned: boolean
  readonly weight: number | null
  readonly group: string | null
  readonly builtSize: number | null
  /** Written only where no setting of the program moves the buffer. */
  readonly fixed?: true
}

export interface DocumentRegion {
  readonly kind: 'child-region'
  readonly name: string
  readonly child: string
  readonly of: ArenaLocation
  readonly size: number
  readonly aliases: string | null
  /** Written only where the child's precision has changed since the snapshot. */
  readonly dtype?: Precision
  /** Written only where the child's window holds what must survive a call (rule `guarded`). */
  readonly protected?: readonly ProtectedRange[]
}

export interface DocumentKernel {
  readonly sharedElements: number
  readonly persistentLocalElements: number
  readonly strideWords: number
  readonly bytesPerRun: number
  /** Null where no block size can launch. */
  readonly blockSize: number | null
  readonly dynamicSharedBytes: number | null
  readonly slices: readonly DocumentSlice[]
  readonly recorded: RecordedKernel | null
}

/** Absolute, within one run. Offset and extent are elements of the owning factory's precision. */
export interface DocumentSlice {
  readonly factory: string
  readonly buffer: string
  readonly space: Location
  readonly offset: number | null
  readonly extent: number
  readonly offsetBytes: number | null
  readonly sizeBytes: number
}
