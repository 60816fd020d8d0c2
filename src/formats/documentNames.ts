import { cycleEdgesOf } from './cycles.ts'
import { isObject, listAt, textAt } from './jsonValue.ts'
import { foundText, unknownId, type PathKey, type ProblemList } from './problem.ts'

/**
 * What the fields of a document must agree on: unique names and ids, known children and roots, no
 * alias of itself, no cycle. Reads what it can of a document whose fields are partly wrong, so that
 * all problems of a file are listed at once.
 */
export function checkDocumentNames(document: unknown, list: ProblemList): void {
  const factories = listAt(document, 'factories')
  const ids = checkUnique(factories, { path: ['factories'], key: 'id' }, list)
  for (const [at, factory] of factories.entries()) {
    const path: readonly PathKey[] = ['factories', at]
    checkEntries(listAt(factory, 'entries'), [...path, 'entries'], list)
    checkRecorded(factory, path, list)
    const children = listAt(factory, 'children')
    checkUnique(children, { path: [...path, 'children'], key: 'name' }, list)
    for (const [i, edge] of children.entries())
      checkKnown(textAt(edge, 'factory'), [...path, 'children', i, 'factory'])
  }
  const roots = listAt(document, 'roots')
  checkUnique(
    roots.map((root) => ({ root })),
    { path: ['roots'], key: 'root' },
    list,
  )
  for (const [i, root] of roots.entries())
    checkKnown(typeof root === 'string' ? root : null, ['roots', i])
  const cycles = cycleEdgesOf({
    count: factories.length,
    nameOf: (at) => textAt(factories[at], 'id'),
    childrenOf: (at) =>
      listAt(factories[at], 'children').map((edge) => ids.get(textAt(edge, 'factory') ?? '')),
  })
  for (const { at, edge, message } of cycles)
    list.add(['factories', at, 'children', edge, 'factory'], message)

  function checkKnown(id: string | null, path: readonly PathKey[]): void {
    if (id !== null && !ids.has(id)) list.add(path, unknownId(id, ids.keys()))
  }
}

/** Names that differ, no alias of itself, one region a child and arena. */
export function checkEntries(
  entries: readonly unknown[],
  path: readonly PathKey[],
  list: ProblemList,
): void {
  checkUnique(entries, { path, key: 'name' }, list)
  const regions = new Set<string>()
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i]
    const alias = textAt(entry, 'aliases')
    if (alias !== null && alias === textAt(entry, 'name'))
      list.add(
        [...path, i, 'aliases'],
        `Found ${foundText(alias)}, expected the name of another entry; an entry cannot alias itself.`,
      )
    if (textAt(entry, 'kind') !== 'child-region') continue
    const [child, of] = [textAt(entry, 'child'), textAt(entry, 'of')]
    const region = JSON.stringify([child, of])
    if (regions.has(region))
      list.add(
        [...path, i],
        `Found a second region of the child ${foundText(child)} in ${foundText(of)}, expected one.`,
      )
    regions.add(region)
  }
}

function checkRecorded(factory: unknown, path: readonly PathKey[], list: ProblemList): void {
  const recorded = isObject(factory) ? factory['recorded'] : null
  for (const part of ['shared', 'persistentLocal', 'local'])
    checkUnique(listAt(recorded, part), { path: [...path, 'recorded', part], key: 'name' }, list)
}

/** Position of the first item with each text at `key`; every further one is a problem. */
export function checkUnique(
  items: readonly unknown[],
  { path, key }: { readonly path: readonly PathKey[]; readonly key: string },
  list: ProblemList,
): ReadonlyMap<string, number> {
  const positions = new Map<string, number>()
  for (let at = 0; at < items.length; at++) {
    const text = textAt(items[at], key)
    if (text === null) continue
    const first = positions.get(text)
    if (first === undefined) positions.set(text, at)
    else
      list.add(
        key === 'root' ? [...path, at] : [...path, at, key],
        `Found ${foundText(text)} a second time, expected another: number [${first}] of this list has it.`,
      )
  }
  return positions
}
