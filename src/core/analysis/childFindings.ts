import { bytesOf } from '../registry/dtype.ts'
import { layoutOf, type ExtentRule } from '../layout/factoryLayout.ts'
import { regionPositionsOf } from '../layout/kernelPlaces.ts'
import type { ChildRegion } from '../registry/entry.ts'
import type { ChildEdge, Factory } from '../registry/factory.ts'
import { refreshedRegion } from '../registry/refresh.ts'
import { factoryIn, type Registry } from '../registry/registry.ts'
import { quoted } from '../registry/registryError.ts'
import { equalSubtrees } from './equalSubtrees.ts'
import { findingOf, type Finding } from './finding.ts'
import { aliasFix, refreshFix, removeRegionFix } from './fixes.ts'
import { inBytes, inElementsAndBytes, sentence } from './sentence.ts'

interface Known {
  readonly children: readonly (Factory | null)[]
  readonly findings: readonly Finding[]
}

const caches: Readonly<Record<ExtentRule, WeakMap<Factory, Known>>> = {
  elements: new WeakMap(),
  aligned: new WeakMap(),
  guarded: new WeakMap(),
}

const NONE: readonly Finding[] = []

/** What can be said of a factory's regions beside its children; computed once per value of all of them. */
export function regionFindingsOf(registry: Registry, factory: Factory): readonly Finding[] {
  const cache = caches[registry.extentRule]
  const known = cache.get(factory)
  const edges = factory.children
  if (known !== undefined) {
    let same = true
    for (let i = 0; i < edges.length; i++)
      same &&= known.children[i] === childAt(registry, edges[i])
    if (same) return known.findings
  }
  const children = edges.map((edge) => childAt(registry, edge))
  const findings = computeFindings(factory, children, registry.extentRule)
  cache.set(factory, { children, findings })
  return findings
}

function childAt(registry: Registry, edge: ChildEdge | undefined): Factory | null {
  return edge === undefined ? null : factoryIn(registry, edge.factory)
}

function computeFindings(
  factory: Factory,
  children: readonly (Factory | null)[],
  rule: ExtentRule,
): readonly Finding[] {
  const byEdge = new Map(factory.children.map((edge, i) => [edge.name, children[i] ?? null]))
  const found: Finding[] = []
  for (const entry of factory.entries) {
    if (entry.kind === 'buffer') continue
    const child = byEdge.get(entry.child)
    if (child === undefined) found.push(badRegion(factory, entry))
    else if (child !== null) {
      const stale = staleRegion({ factory, region: entry, child, rule })
      if (stale !== null) found.push(stale)
    }
  }
  return found.length === 0 ? NONE : found
}

function badRegion(factory: Factory, region: ChildRegion): Finding {
  return findingOf('bad-region', {
    factory: factory.id,
    entry: region.name,
    message: `${quoted(region.name)} reserves memory for a child ${quoted(region.child)} that ${quoted(factory.id)} does not have; register that child, or remove the region.`,
    fix: removeRegionFix({ factory: factory.id, name: region.name }),
  })
}

function staleRegion(at: {
  readonly factory: Factory
  readonly region: ChildRegion
  readonly child: Factory
  readonly rule: ExtentRule
}): Finding | null {
  const { factory, region, child, rule } = at
  const fresh = refreshedRegion(region, child, rule)
  const isEmpty = fresh.size === 0 && region.size === 0
  if (fresh === region || isEmpty) return null
  const need = inElementsAndBytes(fresh.size, bytesOf(child.precision))
  const have = inElementsAndBytes(region.size, bytesOf(region.dtype))
  const what =
    fresh.size === region.size && need.bytes === have.bytes
      ? sentence`has the size of ${quoted(child.id)} (${inBytes(need.bytes, need.elementBytes)}), and not its present ranges that must survive a call`
      : sentence`reserves ${have}, and ${quoted(child.id)} needs ${need}`
  return findingOf('stale-child-region', {
    factory: factory.id,
    entry: region.name,
    message: sentence`${quoted(region.name)} ${what}; register the child again after its own children, or refresh the region.`,
    fix: refreshFix(child.id, region.name),
  })
}

/** Children that hang under two names of one parent: one factory, or two that a dump holds as equals. */
export function doubleChildrenOf(registry: Registry, factory: Factory): readonly Finding[] {
  if (factory.children.length < 2) return NONE
  const found: Finding[] = []
  const seen = new Map<string, { readonly edge: ChildEdge; readonly child: Factory }[]>()
  for (const edge of factory.children) {
    const child = factoryIn(registry, edge.factory)
    if (child === null) continue
    const alike = seen.get(child.type) ?? []
    const first = alike.find((other) => isSameChild(registry, other.child, child))
    if (first === undefined) seen.set(child.type, [...alike, { edge, child }])
    else if (!sharesWindow(factory, edge.name, first.edge.name))
      found.push(doubleChild({ registry, factory, first: first.edge, second: edge }))
  }
  return found
}

/** Equal subtrees mean one child only in a dump, which has a group for each place of it. */
function isSameChild(registry: Registry, a: Factory, b: Factory): boolean {
  if (a === b) return true
  if (a.recorded === null || b.recorded === null || a.entries.length === 0) return false
  return equalSubtrees(registry, a, b)
}

function sharedRegionOf(factory: Factory, child: string): string | null {
  const at = regionPositionsOf(factory).get(child)?.shared ?? -1
  return factory.entries[at]?.name ?? null
}

function sharesWindow(factory: Factory, second: string, first: string): boolean {
  const at = regionPositionsOf(factory).get(second)?.shared ?? -1
  const aliases = factory.entries[at]?.aliases ?? null
  return aliases !== null && aliases === sharedRegionOf(factory, first)
}

function doubleChild(at: {
  readonly registry: Registry
  readonly factory: Factory
  readonly first: ChildEdge
  readonly second: ChildEdge
}): Finding {
  const { registry, factory, first, second } = at
  const child = factoryIn(registry, second.factory)
  const precision = bytesOf((child ?? factory).precision)
  const window = child === null ? 0 : windowElements(child, registry.extentRule)
  const region = sharedRegionOf(factory, second.name)
  const host = sharedRegionOf(factory, first.name)
  return findingOf('double-child', {
    factory: factory.id,
    ...(region === null ? {} : { entry: region }),
    message: sentence`${quoted(first.name)} and ${quoted(second.name)} are one child under two names, so that its ${inBytes(window * precision, precision)} are reserved twice; register it once, or let the second window share the first.`,
    fix:
      region === null || host === null
        ? null
        : aliasFix({ factory: factory.id, name: region }, host),
  })
}

function windowElements(child: Factory, rule: ExtentRule): number {
  const { shared, persistentLocal } = layoutOf(child, rule).aggregates
  return shared + persistentLocal
}
