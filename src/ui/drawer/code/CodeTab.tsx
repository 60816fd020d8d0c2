/** Code made from the layout. */
export function CodeTab() {
  return <p className="muted">Code is not there yet.</p>
}
