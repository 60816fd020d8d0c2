import type { Severity } from '../../../core/analysis/finding.ts'
import './SeverityGlyph.css'

/** Cross in a square, triangle, ring: a severity is told by its shape, and never by colour alone. */
export function SeverityGlyph({ severity }: { readonly severity: Severity }) {
  return (
    <svg
      className={`severity severity--${severity}`}
      viewBox="0 0 12 12"
      width="12"
      height="12"
      aria-hidden="true"
    >
      {severity === 'error' && <path d="M1 1h10v10H1ZM3.8 3.8l4.4 4.4m0-4.4L3.8 8.2" />}
      {severity === 'warning' && <path d="M6 1.2 11.2 10.6H.8ZM6 4.8v2.6m0 1.1v.6" />}
      {severity === 'info' && (
        <path d="M6 1.2a4.8 4.8 0 1 1 0 9.6a4.8 4.8 0 1 1 0-9.6M6 5.4v3m0-5.4v.6" />
      )}
    </svg>
  )
}
