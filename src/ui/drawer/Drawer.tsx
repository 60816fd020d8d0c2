/** Launch, findings, code, verification and history, one tab each. */
export function Drawer() {
  return <section aria-label="Details" className="panel" />
}
