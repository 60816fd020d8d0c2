import { findingsOf } from '../core/analysis/findings.ts'
import { sentenceText } from '../core/analysis/sentence.ts'
import { documentLayoutOf } from '../core/document/documentFactory.ts'
import { documentKernelOf } from '../core/document/documentKernel.ts'
import type { Model } from '../core/document/model.ts'
import { factoryId } from '../core/registry/factory.ts'
import type { DocumentInput } from './documentSchema.ts'
import { isObject } from './jsonValue.ts'
import { foundText, type PathKey, type ProblemList } from './problem.ts'

/**
 * Compares what a document says was computed with what follows from its model, and notes the first
 * difference of every part. What the document says is not believed.
 */
export function noticeDisagreements(
  document: DocumentInput,
  model: Model,
  list: ProblemList,
): void {
  for (const [at, factory] of document.factories.entries()) {
    const { layout } = factory
    if (layout === undefined || layout === null) continue
    const computed = documentLayoutOf(model.registry, factoryId(factory.id))
    noticeFirst(layout, computed, ['factories', at, 'layout'])
  }
  const { kernel, findings } = document
  if (kernel !== undefined && kernel !== null)
    noticeFirst(kernel, documentKernelOf(model), ['kernel'])
  if (findings !== undefined) noticeFindings()

  function noticeFirst(found: unknown, computed: unknown, path: readonly PathKey[]): void {
    if (agree(found, computed)) return
    const difference = firstDifference(found, computed, path)
    if (difference === null) return
    list.notice(
      difference.path,
      `The document says ${foundText(difference.found)}, and ${foundText(difference.computed)} was computed; the computed value counts.`,
    )
  }

  function noticeFindings(): void {
    const now = findingsOf(model).map(({ id, severity, factory, entry, message }) => ({
      id,
      severity,
      factory,
      entry,
      message: sentenceText(message),
    }))
    if (!agree(findings, now))
      list.notice(
        ['findings'],
        `The document lists ${findings?.length ?? 0} findings, and ${now.length} were made anew, in part other ones; the new ones count.`,
      )
  }
}

/** Whether there is no difference: the same question without a path, since most documents agree. */
function agree(found: unknown, computed: unknown): boolean {
  if (found === computed || found === undefined) return true
  if (Array.isArray(found) && Array.isArray(computed)) {
    const items: readonly unknown[] = computed
    return found.length === items.length && found.every((item, i) => agree(item, items[i]))
  }
  if (!isObject(found) || !isObject(computed)) return false
  for (const key in computed) if (!agree(found[key], computed[key])) return false
  return true
}

interface Difference {
  readonly path: readonly PathKey[]
  readonly found: unknown
  readonly computed: unknown
}

/** The first place where two values differ; what `found` leaves out agrees. */
function firstDifference(
  found: unknown,
  computed: unknown,
  path: readonly PathKey[],
): Difference | null {
  if (found === computed || found === undefined) return null
  if (Array.isArray(found) && Array.isArray(computed))
    return differenceOfLists(found, computed, path)
  if (isObject(found) && isObject(computed)) return differenceOfObjects(found, computed, path)
  return { path, found, computed }
}

function differenceOfObjects(
  found: Readonly<Record<string, unknown>>,
  computed: Readonly<Record<string, unknown>>,
  path: readonly PathKey[],
): Difference | null {
  for (const key of Object.keys(computed)) {
    const difference = firstDifference(found[key], computed[key], [...path, key])
    if (difference !== null) return difference
  }
  return null
}

function differenceOfLists(
  found: readonly unknown[],
  computed: readonly unknown[],
  path: readonly PathKey[],
): Difference | null {
  for (let i = 0; i < Math.max(found.length, computed.length); i++) {
    if (i >= found.length || i >= computed.length)
      return { path: [...path, i], found: found[i], computed: computed[i] }
    const difference = firstDifference(found[i], computed[i], [...path, i])
    if (difference !== null) return difference
  }
  return null
}
