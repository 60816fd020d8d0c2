/** Factories and their buffers. */
export function TreePanel() {
  return <nav aria-label="Factories and buffers" className="panel" />
}
