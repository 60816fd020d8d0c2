import { useRef, type KeyboardEvent, type ReactNode } from 'react'
import './TabList.css'

export interface Tab<Id extends string> {
  readonly id: Id
  readonly label: string
  readonly badge: ReactNode
}

interface Props<Id extends string> {
  /** Begins the ids of tabs and panels: `<name>-tab-<id>` and `<name>-panel-<id>`. */
  readonly name: string
  readonly label: string
  readonly tabs: readonly Tab<Id>[]
  readonly selected: Id
  readonly onSelect: (id: Id) => void
}

/** The tabs pattern: one stop for Tab, arrows go round, Home and End to the ends; selection follows. */
export function TabList<Id extends string>({ name, label, tabs, selected, onSelect }: Props<Id>) {
  const list = useRef<HTMLDivElement>(null)

  function onKeyDown(event: KeyboardEvent) {
    const at = tabs.findIndex((tab) => tab.id === selected)
    const to = tabs[destination(event.key, at, tabs.length) ?? -1]
    if (to === undefined) return
    event.preventDefault()
    onSelect(to.id)
    list.current?.querySelector<HTMLElement>(`#${name}-tab-${to.id}`)?.focus()
  }

  return (
    <div className="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          id={`${name}-tab-${tab.id}`}
          className="tabs__tab"
          aria-selected={tab.id === selected}
          {...(tab.id === selected ? { 'aria-controls': `${name}-panel-${tab.id}` } : {})}
          tabIndex={tab.id === selected ? 0 : -1}
          onClick={() => onSelect(tab.id)}
        >
          <span className="tabs__label" data-label={tab.label}>
            {tab.label}
          </span>
          {tab.badge}
        </button>
      ))}
    </div>
  )
}

/** Index that a key leads to, going round at the ends; null for a key that leads nowhere. */
function destination(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count
    case 'ArrowLeft':
      return (at + count - 1) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
