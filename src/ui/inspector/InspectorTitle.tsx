import type { Model } from '../../core/document/model.ts'
import type { Factory } from '../../core/registry/factory.ts'
import { hueOf } from '../factoryColour.ts'

interface Props {
  readonly model: Model
  readonly factory: Factory
  /** Null for the factory itself. */
  readonly name: string | null
}

/** What is inspected, and whose it is. */
export function InspectorTitle({ model, factory, name }: Props) {
  const hue = hueOf(model.registry, factory.id)
  return (
    <header className="inspector__title">
      <h2>
        <span className="row__hue" style={{ background: `var(--factory-${hue})` }} />
        <span className="inspector__name">{name ?? factory.id.split('/').at(-1)}</span>
      </h2>
      <p className="muted">
        {factory.id.replaceAll('/', ' / ')} · {factory.type}
      </p>
    </header>
  )
}
