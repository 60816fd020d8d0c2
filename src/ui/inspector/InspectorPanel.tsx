/** Every property of what is selected. */
export function InspectorPanel() {
  return <aside aria-label="Inspector" className="panel" />
}
