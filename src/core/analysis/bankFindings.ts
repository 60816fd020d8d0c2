import { layoutOf } from '../layout/factoryLayout.ts'
import { bytesOf } from '../registry/dtype.ts'
import { positionsOf, type Factory } from '../registry/factory.ts'
import { factoryIn, type Registry } from '../registry/registry.ts'
import { register } from '../registry/verbs.ts'
import { bankAccess } from './banks.ts'
import { findingOf, type Finding } from './finding.ts'
import { runGeometry } from './launch.ts'
import { inWords, sentence } from './sentence.ts'

/** Runs of a root that a warp in lock step reads from one bank at a time. */
export function bankFindings(registry: Registry, root: Factory): readonly Finding[] {
  const conflict = conflictOf(registry, root)
  if (conflict === null) return []
  const { strideWords, elementBytes, degree } = conflict
  return [
    findingOf('bank-conflict', {
      message: sentence`Runs lie ${inWords(strideWords, elementBytes)} apart, so that a warp in lock step reads its banks ${degree} ways (exact for that case); one more ${elementBytes}-byte element a run would mend it, which is a model's claim until it is measured.`,
      fix: {
        label: 'Add a pad of one element to each run (model, not measured)',
        apply: (next) => withPad(next, root.id),
      },
    }),
  ]
}

/** How a warp in lock step would read the runs of a root; null where they are in each other's way nowhere. */
function conflictOf({ extentRule }: Registry, root: Factory) {
  const { shared } = layoutOf(root, extentRule).aggregates
  const { strideWords } = runGeometry(shared, root.precision)
  const elementBytes = bytesOf(root.precision) === 8 ? 8 : 4
  const access = bankAccess(strideWords, elementBytes)
  const isConflict = access.kind === 'strided' && access.degree > 1
  return isConflict ? { strideWords, elementBytes, degree: access.degree } : null
}

/** A pad is one too many where another mended it, as the first of two clicks. */
function withPad(registry: Registry, id: Factory['id']): Registry {
  const root = factoryIn(registry, id)
  const isMended = root !== null && conflictOf(registry, root) === null
  return isMended ? registry : register(registry, id, padOf(registry, id))
}

function padOf(registry: Registry, root: Factory['id']) {
  const factory = factoryIn(registry, root)
  let name = 'bank_pad'
  for (let n = 2; factory !== null && positionsOf(factory).has(name); n++) name = `bank_pad_${n}`
  return {
    name,
    size: 1,
    location: 'shared',
    ...(factory === null ? {} : { dtype: factory.precision }),
  } as const
}
