/** The memory maps of the document that is open. */
export function MapsPanel() {
  return <section aria-label="Memory maps" className="maps" />
}
