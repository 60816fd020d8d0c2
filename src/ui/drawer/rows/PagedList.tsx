import { useState, type ReactNode } from 'react'

/** Items that are listed before one asks for more. */
const PAGE = 200

interface Props<Item> {
  readonly items: readonly Item[]
  readonly className: string
  readonly label: string
  readonly children: (item: Item, index: number) => ReactNode
}

/** A list whose items wrap as they need to: two hundred at a time, so that a long one stays quick. */
export function PagedList<Item>({ items, className, label, children }: Props<Item>) {
  const [listed, setListed] = useState(PAGE)
  const rest = items.length - listed
  return (
    <>
      <ul className={className} aria-label={label}>
        {items.slice(0, listed).map(children)}
      </ul>
      {rest > 0 && (
        <button type="button" className="button" onClick={() => setListed(listed + PAGE)}>
          Show {Math.min(PAGE, rest)} more of {rest}
        </button>
      )}
    </>
  )
}
