import { findingsOf } from '../analysis/findings.ts'
import { DEFAULT_LAUNCH, type LaunchSettings } from '../analysis/launch.ts'
import { sentenceText } from '../analysis/sentence.ts'
import type { Factory, RecordedLayout } from '../registry/factory.ts'
import { documentFactoryOf, documentLayoutOf } from './documentFactory.ts'
import { documentKernelOf } from './documentKernel.ts'
import {
  DOCUMENT_FORMAT,
  DOCUMENT_VERSION,
  type DocumentFactory,
  type DocumentFinding,
  type DocumentLaunch,
  type LayoutDocument,
} from './layoutDocument.ts'
import type { Model } from './model.ts'
import { jsonParts } from './jsonText.ts'

/** What writes documents, with its version. */
export const GENERATOR = 'bufferscope 0.1.0'

/** The document of a model with everything computed from it: layouts, kernel, findings. */
export function toDocument(model: Model): LayoutDocument {
  const { registry } = model
  return {
    ...headOf(model),
    factories: registry.factories.map((factory): DocumentFactory => {
      const { recorded } = factory
      const layout = documentLayoutOf(registry, factory.id) ?? EMPTY_LAYOUT
      return { ...documentFactoryOf(registry, factory), layout, recorded: recordedOf(recorded) }
    }),
    kernel: documentKernelOf(model),
    findings: findingsOf(model).map(
      ({ id, severity, factory, entry, message }): DocumentFinding => ({
        id,
        severity,
        factory,
        entry,
        message: sentenceText(message),
      }),
    ),
  }
}

/** The document as canonical JSON text: the same model gives the same bytes. Ends with a newline. */
export function printDocument(model: Model): string {
  return printDocumentParts(model).join('')
}

/** `printDocument` in pieces, for documents larger than one text may be. */
export function printDocumentParts(model: Model): readonly string[] {
  return jsonParts(toDocument(model))
}

/** The document without what is computed: what is kept or shared where room is scarce. */
export function printModel(model: Model): string {
  const { registry } = model
  return jsonParts({
    ...headOf(model),
    factories: registry.factories.map((factory: Factory) => ({
      ...documentFactoryOf(registry, factory),
      recorded: recordedOf(factory.recorded),
    })),
    ...(model.recordedKernel === null ? {} : { kernel: { recorded: model.recordedKernel } }),
  }).join('')
}

const EMPTY_LAYOUT: RecordedLayout = {
  shared: [],
  persistentLocal: [],
  local: [],
  aggregates: { shared: 0, local: 0, persistentLocal: 0, declaredLocal: 0 },
}

function headOf(model: Model): Omit<LayoutDocument, 'factories' | 'kernel' | 'findings'> {
  const { unreachable, constructedSizes, launch } = model
  return {
    format: DOCUMENT_FORMAT,
    version: DOCUMENT_VERSION,
    generator: GENERATOR,
    name: model.name,
    extentRule: model.registry.extentRule,
    launch: launchPart(launch),
    roots: model.registry.roots,
    ...(unreachable.length === 0 ? {} : { unreachable }),
    ...(constructedSizes.length === 0
      ? {}
      : {
          constructedSizes: constructedSizes.map(({ factory, name, size }) => ({
            factory,
            name,
            size,
          })),
        }),
  }
}

function launchPart(launch: LaunchSettings): DocumentLaunch {
  const { staticSharedBytes, carveoutPercent, barriers, sharedTargetBytes } = launch
  return {
    blockSize: launch.blockSize,
    runs: launch.runs,
    registersPerThread: launch.registersPerThread,
    target: launch.target,
    optIn: launch.optIn,
    ...(staticSharedBytes === DEFAULT_LAUNCH.staticSharedBytes ? {} : { staticSharedBytes }),
    ...(carveoutPercent === DEFAULT_LAUNCH.carveoutPercent ? {} : { carveoutPercent }),
    ...(barriers === DEFAULT_LAUNCH.barriers ? {} : { barriers }),
    ...(sharedTargetBytes === undefined ? {} : { sharedTargetBytes }),
  }
}

/** Keys in the order they are written in, however the model came by them. */
function recordedOf(recorded: RecordedLayout | null): RecordedLayout | null {
  if (recorded === null) return null
  const { shared, persistentLocal, local, aggregates } = recorded
  const slice = ({ name, offset, extent }: RecordedLayout['shared'][number]) => ({
    name,
    offset,
    extent,
  })
  return {
    shared: shared.map(slice),
    persistentLocal: persistentLocal.map(slice),
    local: local.map(({ name, size }) => ({ name, size })),
    aggregates: {
      shared: aggregates.shared,
      local: aggregates.local,
      persistentLocal: aggregates.persistentLocal,
      declaredLocal: aggregates.declaredLocal,
    },
  }
}
