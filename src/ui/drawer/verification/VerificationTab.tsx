/** What the verdict says. */
export function VerificationTab() {
  return <p className="muted">Verification is not there yet.</p>
}
