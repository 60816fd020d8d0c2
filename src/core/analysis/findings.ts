import type { Model } from '../document/model.ts'
import { kernelArenaFindingsOf, recordedArenaFindingsOf } from './arenaFindings.ts'
import { doubleChildrenOf, regionFindingsOf } from './childFindings.ts'
import { entryFindingsOf } from './entryFindings.ts'
import type { Finding, Severity } from './finding.ts'
import { launchFindingsOf } from './launchFindings.ts'
import { inexpressibleFindingsOf, orphanFindingsOf, resizedFindingsOf } from './modelFindings.ts'
import { misalignedWindowsOf } from './windowFindings.ts'

const cache = new WeakMap<Model, readonly Finding[]>()

/**
 * All findings about a model, worst first, computed once per model value. What concerns one factory
 * is kept by that factory's value, so that an edit looks anew at its path to the root only.
 */
export function findingsOf(model: Model): readonly Finding[] {
  const known = cache.get(model)
  if (known !== undefined) return known
  const findings = worstFirst(computeFindings(model))
  cache.set(model, findings)
  return findings
}

function computeFindings(model: Model): readonly Finding[] {
  const { registry } = model
  const found: Finding[] = []
  const add = (findings: readonly Finding[]) => {
    for (const finding of findings) found.push(finding)
  }
  add(launchFindingsOf(registry, model.launch))
  add(kernelArenaFindingsOf(model))
  for (const factory of registry.factories) {
    add(recordedArenaFindingsOf(factory))
    add(regionFindingsOf(registry, factory))
    add(entryFindingsOf(factory, registry.extentRule))
    add(doubleChildrenOf(registry, factory))
  }
  add(misalignedWindowsOf(registry))
  add(resizedFindingsOf(model))
  add(orphanFindingsOf(model))
  add(inexpressibleFindingsOf(model))
  return found
}

/** Errors, warnings, infos; each in the order they were found. */
function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  const by: Readonly<Record<Severity, Finding[]>> = { error: [], warning: [], info: [] }
  for (const finding of findings) by[finding.severity].push(finding)
  return [...by.error, ...by.warning, ...by.info]
}
