import { DOCUMENT_VERSION } from '../core/document/layoutDocument.ts'
import type { Model } from '../core/document/model.ts'
import { modelOfDocument } from './buildModel.ts'
import { checkTotals } from './checkTotals.ts'
import { noticeDisagreements } from './computedParts.ts'
import { checkDocumentNames } from './documentNames.ts'
import { documentSchema } from './documentSchema.ts'
import { foundText, type ProblemList } from './problem.ts'
import { shapeOf } from './shape.ts'
import { UPGRADERS, type Upgrader } from './upgraders.ts'

const shape = shapeOf(documentSchema, 'reported')

/** The model that a layout document holds, or null with every problem listed. */
export function readDocument(
  parsed: Readonly<Record<string, unknown>>,
  list: ProblemList,
  upgraders: readonly Upgrader[] = UPGRADERS,
): Model | null {
  const document = upgraded(parsed, list, upgraders)
  if (document === null) return null
  const fits = shape.matches(document, list)
  checkDocumentNames(document, list)
  if (!fits || list.problems.length > 0) return null
  const model = modelOfDocument(document)
  checkTotals(model.registry, { factories: ['factories'], roots: ['roots'] }, list)
  if (list.problems.length > 0) return null
  noticeDisagreements(document, model, list)
  return model
}

/** The document as the present version has it, one step a version; null for one of another age. */
function upgraded(
  parsed: Readonly<Record<string, unknown>>,
  list: ProblemList,
  upgraders: readonly Upgrader[],
): Readonly<Record<string, unknown>> | null {
  const version = parsed['version']
  const newest = upgraders.length + 1
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    list.add(
      ['version'],
      `Found ${foundText(version)}, expected a whole number from 1 on, at most ${newest}.`,
    )
    return null
  }
  if (version > newest) {
    list.add(
      ['version'],
      `This document is of version ${version}, and this program reads versions up to ${newest}; open it with a later Bufferscope.`,
    )
    return null
  }
  let document = parsed
  for (const upgrade of upgraders.slice(version - 1)) document = upgrade(document)
  return version === newest ? document : { ...document, version: DOCUMENT_VERSION }
}
