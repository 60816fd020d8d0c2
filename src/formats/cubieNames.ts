import { nameProblem } from '../core/registry/names.ts'
import type { CubieDump, CubieGroup, CubiePhase, RegisteredGroup } from './cubieSchema.ts'
import { cycleEdgesOf } from './cycles.ts'
import { checkEntries, checkUnique } from './documentNames.ts'
import { NAME_EXPECTED } from './documentSchema.ts'
import { foundText, unknownId, type PathKey, type ProblemList } from './problem.ts'

/** What the groups of every phase must agree on: as in a document, with the paths of a dump. */
export function checkPhases(dump: CubieDump, list: ProblemList): void {
  checkUnique(dump.phases, { path: ['phases'], key: 'label' }, list)
  for (const [at, phase] of dump.phases.entries()) checkGroups(phase, ['phases', at], list)
}

function checkGroups(phase: CubiePhase, path: readonly PathKey[], list: ProblemList): void {
  const { groups } = phase
  const ids = checkUnique(groups, { path: [...path, 'groups'], key: 'id' }, list)
  if (!ids.has(phase.root)) list.add([...path, 'root'], unknownId(phase.root, ids.keys()))
  for (const [at, group] of groups.entries()) {
    checkEntries(group.registered ? group.entries : [], [...path, 'groups', at, 'entries'], list)
    for (const [name, child] of edgesOf(group)) {
      const place = [...path, 'groups', at, 'children', name]
      if (!ids.has(child)) list.add(place, unknownId(child, ids.keys()))
      if (nameProblem(name) !== null)
        list.add(place, `Found ${foundText(name)}, expected ${NAME_EXPECTED}.`)
    }
  }
  groups.forEach((group, at) => {
    if (group.registered) checkRanges(group, [...path, 'groups', at], list)
  })
  const cycles = cycleEdgesOf({
    count: groups.length,
    nameOf: (at) => groups[at]?.id ?? null,
    childrenOf: (at) => edgesOf(groups[at]).map(([, child]) => ids.get(child)),
  })
  for (const { at, edge, message } of cycles)
    list.add([...path, 'groups', at, 'children', edgesOf(groups[at])[edge]?.[0] ?? ''], message)
}

function edgesOf(group: CubieGroup | undefined): readonly (readonly [string, string])[] {
  return group?.registered === true ? Object.entries(group.children) : []
}

function checkRanges(group: RegisteredGroup, path: readonly PathKey[], list: ProblemList): void {
  const parts = [
    ['shared_layout', group.shared_layout],
    ['persistent_layout', group.persistent_layout],
  ] as const
  for (const [key, layout] of parts)
    for (const [name, [start, stop]] of Object.entries(layout))
      if (stop < start)
        list.add([...path, key, name, 1], `Found ${stop}, expected a stop from ${start} on.`)
}
