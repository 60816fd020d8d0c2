import type { FactoryId } from '../../core/registry/factory.ts'
import type { Registry } from '../../core/registry/registry.ts'
import { nameIn, trailTo } from '../../map/trail.ts'

interface Props {
  readonly registry: Registry
  readonly factory: FactoryId
  readonly onShow: (factory: FactoryId) => void
}

const MOST_CRUMBS = 5

/** Where one is: from the root to the factory; each step leads there. */
export function Breadcrumb({ registry, factory, onShow }: Props) {
  const trail = trailTo(registry, factory)
  const hidden = Math.max(0, trail.length - MOST_CRUMBS)
  return (
    <nav className="crumbs" aria-label="Place in the tree">
      <ol className="crumbs__list">
        {trail.map((step, i) => {
          if (i > 0 && i <= hidden) return i === 1 ? <li key="rest">…</li> : null
          const isLast = i === trail.length - 1
          return (
            <li key={step.id}>
              <button
                type="button"
                className="crumbs__step"
                aria-current={isLast ? 'location' : undefined}
                onClick={() => onShow(step.id)}
              >
                {nameIn(trail[i - 1] ?? null, step)}
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
