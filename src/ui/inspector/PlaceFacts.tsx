import type { Model } from '../../core/document/model.ts'
import { layoutOf, placementOf } from '../../core/layout/factoryLayout.ts'
import { kernelSliceAt, mainKernelOf, type KernelSlice } from '../../core/layout/kernelLayout.ts'
import { bytesOf } from '../../core/registry/dtype.ts'
import type { Entry } from '../../core/registry/entry.ts'
import { positionsOf, type Factory } from '../../core/registry/factory.ts'
import { LOCATION_WORDS } from '../../core/registry/location.ts'
import type { InspectorState } from '../../store/state.ts'
import { emptyNote } from '../emptyBuffer.ts'
import { figure, inUnits, sliceText, withUnit } from '../figures.ts'
import { useInspector } from '../inspectorContext.ts'
import { Fact } from './Field.tsx'

const BANKS = 32
const selectPreferences = (state: InspectorState) => state.preferences

interface Props {
  readonly model: Model
  readonly factory: Factory
  readonly entry: Entry
}

/** Where it came to lie: in its factory, in the run, in bytes, in banks. */
export function PlaceFacts({ model, factory, entry }: Props) {
  const preferences = useInspector(selectPreferences)
  const placement = placementOf(layoutOf(factory, model.registry.extentRule), entry.name)
  if (placement === null) return null
  const elementBytes = bytesOf(factory.precision)
  const { radix } = preferences
  const isLocal = placement.space === 'local'
  const at = (elements: number) =>
    preferences.units === 'elements'
      ? elements
      : Number(
          inUnits(elements * elementBytes, elementBytes, { ...preferences, radix: 'dec' }).replace(
            /\u2009/g,
            '',
          ),
        )
  const note = emptyNote(entry, placement.space)
  return (
    <>
      <dl className="facts">
        <Fact label="Lies in">
          {LOCATION_WORDS[placement.space]}
          {placement.host === null ? '' : `, in ${placement.host}`}
        </Fact>
        {isLocal ? (
          <Fact label="Own array">
            {withUnit(placement.extent * bytesOf(entry.dtype), bytesOf(entry.dtype), preferences)}
          </Fact>
        ) : (
          <Fact label="Slice">
            {sliceText(at(placement.offset), at(placement.offset + placement.extent), radix)}
          </Fact>
        )}
        {slicesOf(model, factory, entry).map((slice) => (
          <RunFacts key={slice.place.index} slice={slice} elementBytes={elementBytes} />
        ))}
      </dl>
      {note !== null && <p className="inspector__note">{note}</p>}
    </>
  )
}

/** One place in the run; a child that hangs under two names has two. */
function RunFacts({
  slice,
  elementBytes,
}: {
  readonly slice: KernelSlice
  readonly elementBytes: number
}) {
  const preferences = useInspector(selectPreferences)
  const { radix } = preferences
  if (slice.offsetBytes === null) return <Fact label="Bytes">{figure(slice.sizeBytes, radix)}</Fact>
  const start = inUnits(slice.offsetBytes, elementBytes, preferences)
  const end = inUnits(slice.offsetBytes + slice.sizeBytes, elementBytes, preferences)
  const bank = Math.floor(slice.offsetBytes / 4) % BANKS
  return (
    <>
      <Fact label="In the run">
        [{start}:{end}]
      </Fact>
      <Fact label="Bytes">
        {figure(slice.offsetBytes, radix)} – {figure(slice.offsetBytes + slice.sizeBytes, radix)}
      </Fact>
      {slice.placement.space === 'shared' && (
        <Fact label="First bank, run 0">{figure(bank, radix)}</Fact>
      )}
    </>
  )
}

function slicesOf(model: Model, factory: Factory, entry: Entry): readonly KernelSlice[] {
  const index = positionsOf(factory).get(entry.name)
  const kernel = mainKernelOf(model.registry)
  if (index === undefined || kernel === null) return []
  return kernel.places
    .filter((place) => place.factory === factory)
    .map((place) => kernelSliceAt(kernel, place, index))
}
