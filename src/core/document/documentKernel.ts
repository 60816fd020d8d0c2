import { launchGeometry, runGeometry } from '../analysis/launch.ts'
import { kernelSliceAt, mainKernelOf, type KernelSlice } from '../layout/kernelLayout.ts'
import { bytesOf } from '../registry/dtype.ts'
import type { DocumentKernel, DocumentSlice } from './layoutDocument.ts'
import type { Model } from './model.ts'

/** The first root's kernel as a document holds it; null for a model without a root. */
export function documentKernelOf(model: Model): DocumentKernel | null {
  const kernel = mainKernelOf(model.registry)
  if (kernel === null) return null
  const run = runGeometry(kernel.sharedElements, kernel.root.precision)
  const launch = launchGeometry(run, model.launch)
  const launches = launch.kind === 'launches'
  const slices: DocumentSlice[] = []
  for (const place of kernel.places)
    for (let i = 0; i < place.factory.entries.length; i++)
      slices.push(documentSliceOf(kernelSliceAt(kernel, place, i)))
  return {
    sharedElements: kernel.sharedElements,
    persistentLocalElements: kernel.persistentLocalElements,
    strideWords: run.strideWords,
    bytesPerRun: run.bytesPerRun,
    blockSize: launches ? launch.blockSize : null,
    dynamicSharedBytes: launches ? launch.dynamicSharedBytes : null,
    slices,
    recorded: model.recordedKernel,
  }
}

/** Absolute within one run; a window that precisions misalign starts at a fraction of an element. */
function documentSliceOf({ place, placement, offsetBytes, sizeBytes }: KernelSlice): DocumentSlice {
  const elementBytes = bytesOf(place.factory.precision)
  return {
    factory: place.factory.id,
    buffer: placement.entry.name,
    space: placement.space,
    offset: offsetBytes === null ? null : offsetBytes / elementBytes,
    extent: placement.extent,
    offsetBytes,
    sizeBytes,
  }
}
