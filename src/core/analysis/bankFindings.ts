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
  const { shared } = layoutOf(root, registry.extentRule).aggregates
  const { strideWords } = runGeometry(shared, root.precision)
  const elementBytes = bytesOf(root.precision) === 8 ? 8 : 4
  const access = bankAccess(strideWords, elementBytes)
  if (access.kind !== 'strided' || access.degree === 1) return []
  return [
    findingOf('bank-conflict', {
      message: sentence`Runs lie ${inWords(strideWords, elementBytes)} apart, so that a warp in lock step reads its banks ${access.degree} ways (exact for that case); one more ${elementBytes}-byte element a run would mend it, which is a model's claim until it is measured.`,
      fix: {
        label: 'Add a pad of one element to each run (model, not measured)',
        apply: (next) => register(next, root.id, padOf(next, root.id)),
      },
    }),
  ]
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
