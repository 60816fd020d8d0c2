import type { Registry } from '../registry/registry.ts'
import type { LaunchSettings } from './launch.ts'
import type { Sentence } from './sentence.ts'

/** The lints, worst first. Source: analysis contract, "Findings". */
export const FINDING_SEVERITIES = {
  'arena-too-short': 'error',
  'stale-child-region': 'error',
  'shrunk-after-build': 'error',
  'misaligned-window': 'error',
  'over-block-limit': 'error',
  'over-registers': 'error',
  'over-threads': 'error',
  'bad-region': 'error',
  'below-warp': 'warning',
  'over-target': 'warning',
  'over-webgpu-limit': 'warning',
  'persistent-in-local': 'warning',
  'dtype-not-honoured': 'warning',
  'setting-key-without-effect': 'warning',
  'inexpressible-placement': 'warning',
  'unknown-alias-target': 'warning',
  'sized-after-construction': 'info',
  'orphan-factory': 'info',
  'double-child': 'info',
  'alias-without-effect': 'info',
  'alias-moved-location': 'info',
  'bank-conflict': 'info',
} as const satisfies Record<string, Severity>

export type Severity = 'error' | 'warning' | 'info'
export type FindingId = keyof typeof FINDING_SEVERITIES

/** Something a person should know or mend, with its place. */
export interface Finding {
  readonly id: FindingId
  readonly severity: Severity
  /** Factory id; null for what concerns the whole kernel. */
  readonly factory: string | null
  /** Entry of that factory; null for what concerns the factory. */
  readonly entry: string | null
  /** What is wrong and what to do, in one sentence. */
  readonly message: Sentence
  /** An edit that clears it, where there is one. */
  readonly fix: Fix | null
  /** A change of the launch that clears it and leaves the layout as it is, where there is one. */
  readonly launchFix: LaunchFix | null
}

/** One undoable edit. */
export interface Fix {
  /** What the button says, and the history unless `stepLabel` says it better: "Move residual to local". */
  readonly label: string
  /** All that it changes, where the label names some of it. */
  readonly detail?: string | null
  readonly apply: (registry: Registry) => Registry
  /** What the history lists, where that takes the search that the edit makes. */
  readonly stepLabel?: (registry: Registry) => string
}

/** One undoable edit of the launch. */
export interface LaunchFix {
  readonly label: string
  readonly apply: (settings: LaunchSettings) => LaunchSettings
}

/** Where a finding is and what it says; its severity stands in the table. */
export interface FindingSpec {
  readonly factory?: string
  readonly entry?: string
  readonly message: Sentence
  readonly fix?: Fix | null
  readonly launchFix?: LaunchFix | null
}

export function findingOf(id: FindingId, spec: FindingSpec): Finding {
  return {
    id,
    severity: FINDING_SEVERITIES[id],
    factory: spec.factory ?? null,
    entry: spec.entry ?? null,
    message: spec.message,
    fix: spec.fix ?? null,
    launchFix: spec.launchFix ?? null,
  }
}
