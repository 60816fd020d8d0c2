import type { Finding, Severity } from '../../../core/analysis/finding.ts'

/** Worst first. */
export const SEVERITIES = ['error', 'warning', 'info'] as const satisfies readonly Severity[]

export interface FindingGroup {
  readonly severity: Severity
  readonly findings: readonly Finding[]
}

/** The findings of each severity that has any, worst first, each in the order it was given. */
export function groupsOf(findings: readonly Finding[]): readonly FindingGroup[] {
  return SEVERITIES.map((severity) => ({
    severity,
    findings: findings.filter((finding) => finding.severity === severity),
  })).filter((group) => group.findings.length > 0)
}

/** How many findings there are of a severity. */
export function countOf(findings: readonly Finding[], severity: Severity): number {
  return findings.reduce((count, finding) => count + Number(finding.severity === severity), 0)
}

export const SEVERITY_WORDS = {
  error: { one: 'error', many: 'Errors' },
  warning: { one: 'warning', many: 'Warnings' },
  info: { one: 'note', many: 'Notes' },
} as const satisfies Record<Severity, { readonly one: string; readonly many: string }>
