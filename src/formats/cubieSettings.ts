import type { CubieDump, CubieEntry, CubiePhase } from './cubieSchema.ts'

const BY_NAME = 'all_shared_by_buffer_name'
const BY_SETTING = 'all_shared_by_config'
const SUFFIX = '_location'

/** A buffer of a dump, wherever a map needs one as key. */
export function bufferKey(group: string, name: string): string {
  return JSON.stringify([group, name])
}

/**
 * The settings that drive buffers under another name than their own, by `bufferKey`. A dump shows them:
 * in the phase `all_shared_by_buffer_name` such a buffer stayed local, and in `all_shared_by_config`,
 * taken after the program's remaining settings were set, it is shared. Of those settings the one drives
 * it whose name ends the buffer's (`dxdt_location`: `cn_dxdt`); where one buffer and one setting are
 * left over, they belong together (`timestep_memory_location`: `timestep_buffer`).
 */
export function settingKeysOf(dump: CubieDump): ReadonlyMap<string, string> {
  const before = dump.phases.find((phase) => phase.label === BY_NAME)
  const after = dump.phases.find((phase) => phase.label === BY_SETTING)
  if (before === undefined || after === undefined) return new Map()
  const settings = [...(after.update_keys ?? [])].sort((a, b) => b.length - a.length)
  const keys = new Map<string, string>()
  const unexplained: string[] = []
  for (const { key, name } of movedBetween(before, after)) {
    const setting = settings.find((candidate) => endsName(name, candidate))
    if (setting === undefined) unexplained.push(key)
    else keys.set(key, setting)
  }
  const used = new Set(keys.values())
  const unused = settings.filter((setting) => !used.has(setting))
  const [setting] = unused
  const [buffer] = unexplained
  const isPair = unused.length === 1 && unexplained.length === 1
  if (isPair && setting !== undefined && buffer !== undefined) keys.set(buffer, setting)
  return keys
}

function endsName(name: string, setting: string): boolean {
  return setting.endsWith(SUFFIX) && `_${name}`.endsWith(`_${setting.slice(0, -SUFFIX.length)}`)
}

/** Buffers that are shared after and were not before. */
function movedBetween(
  before: CubiePhase,
  after: CubiePhase,
): readonly { readonly key: string; readonly name: string }[] {
  const wereShared = new Set(
    entriesOf(before).flatMap(({ key, entry }) => (entry.location === 'shared' ? key : [])),
  )
  return entriesOf(after).flatMap(({ key, entry }) =>
    entry.location === 'shared' && !wereShared.has(key) ? { key, name: entry.name } : [],
  )
}

/** All entries of a phase with their keys. */
export function entriesOf(
  phase: CubiePhase,
): readonly { readonly key: string; readonly group: string; readonly entry: CubieEntry }[] {
  return phase.groups.flatMap((group) =>
    group.registered
      ? group.entries.map((entry) => ({
          key: bufferKey(group.id, entry.name),
          group: group.id,
          entry,
        }))
      : [],
  )
}
