import type { Model } from '../../core/document/model.ts'
import { bytesOf } from '../../core/registry/dtype.ts'
import type { BufferRef } from '../../core/registry/verbs.ts'
import { bufferIn } from '../commands/selection.ts'
import { CommandButton } from '../toolbar/CommandButton.tsx'
import { spelled } from '../figures.ts'
import { useInspector } from '../inspectorContext.ts'
import { Fact } from './Field.tsx'
import { MoveTo } from './MoveTo.tsx'

/** Several buffers at once: what they take together, and where all of them go. */
export function SelectionInspector({
  model,
  refs,
}: {
  readonly model: Model
  readonly refs: readonly BufferRef[]
}) {
  const buffers = refs.flatMap((ref) => bufferIn(model, ref) ?? [])
  const bytes = buffers.reduce((sum, buffer) => sum + buffer.size * bytesOf(buffer.dtype), 0)
  // Of several types, the narrowest is what elements are counted in.
  const elementBytes = Math.min(...buffers.map(({ dtype }) => bytesOf(dtype)), 8)
  const preferences = useInspector((state) => state.preferences)
  const locations = new Set(buffers.map((buffer) => buffer.location))
  const [only] = locations
  return (
    <>
      <header className="inspector__title">
        <h2>{refs.length} buffers</h2>
        <p className="muted">They move together.</p>
      </header>
      <dl className="facts">
        <Fact label="Together">{spelled(bytes, elementBytes, preferences)}</Fact>
      </dl>
      <MoveTo location={locations.size === 1 ? (only ?? null) : null} />
      <div className="inspector__buttons">
        <CommandButton id="duplicate" className="button">
          Duplicate
        </CommandButton>
        <CommandButton id="delete" className="button">
          Delete
        </CommandButton>
      </div>
    </>
  )
}
