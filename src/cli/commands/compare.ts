import {
  changedSettings,
  SHARED_TARGET_BYTES,
  type LaunchSettings,
} from '../../core/analysis/launch.ts'
import {
  compareModels,
  compareRecorded,
  hasRecorded,
  type Comparison,
  type FactoryComparison,
  type Sides,
} from '../../core/document/compare.ts'
import type { EntryComparison } from '../../core/document/comparedEntries.ts'
import type { ComparedPlace } from '../../core/document/comparedSide.ts'
import type { Model } from '../../core/document/model.ts'
import type { RecordedAggregates } from '../../core/registry/factory.ts'
import { EXIT, terminalText, type Io } from '../io.ts'
import { openInput, type Input } from '../openInput.ts'
import { refuseUsage, usageOf } from '../usage.ts'

/**
 * `compare FILE [--phase L]`: recorded against computed. `compare A B`: two documents; `--phase` given
 * once is for both, given twice for the first and the second.
 */
export async function runCompare(args: readonly string[], io: Io): Promise<number> {
  const usage = usageOf(args, { phase: { type: 'string', multiple: true } }, [1, 2])
  if (usage.kind === 'wrong') return refuseUsage(io, 'compare', usage.message)
  const { phase: phases = [] } = usage.values
  if (phases.length > usage.files.length)
    return refuseUsage(io, 'compare', 'There are more phases than files.')
  const [first = '-', second] = usage.files
  const [phase, otherPhase = phase] = phases
  return second === undefined
    ? compareWithRecorded(io, { file: first, phase })
    : compareTwo(io, [
        { file: first, phase },
        { file: second, phase: otherPhase },
      ])
}

async function compareWithRecorded(io: Io, input: Input): Promise<number> {
  const model = await openInput(io, input)
  if (model === null) return EXIT.badInput
  if (hasRecorded(model)) return report(io, compareRecorded(model), RECORDED)
  await io.err(
    terminalText(
      `${input.file}: This document holds no recorded layout to compare with; name a second document.\n`,
    ),
  )
  return EXIT.badInput
}

/** Opens both before it ends, so that the problems of both are said. */
async function compareTwo(io: Io, [a, b]: readonly [Input, Input]): Promise<number> {
  const before = await openInput(io, a)
  const after = await openInput(io, b)
  if (before === null || after === null) return EXIT.badInput
  await io.out(terminalText(settingsText(before, after)))
  return report(io, compareModels(before, after), TWO_DOCUMENTS)
}

/** A line for each setting of the document that differs; that alone is no difference of the layouts. */
function settingsText(before: Model, after: Model): string {
  const rules = [before.registry.extentRule, after.registry.extentRule] as const
  const launch = changedSettings(before.launch, after.launch).map(
    (setting) =>
      `launch  ${setting}: ${settingText(before.launch, setting)} → ${settingText(after.launch, setting)}\n`,
  )
  const rule = rules[0] === rules[1] ? [] : [`document  extentRule: ${rules.join(' → ')}\n`]
  return [...rule, ...launch].join('')
}

/** As a document writes it. */
function settingText(launch: LaunchSettings, setting: keyof LaunchSettings): string {
  const value = launch[setting]
  return String(value === undefined ? SHARED_TARGET_BYTES : value)
}

interface Words {
  readonly before: string
  readonly after: string
}

const RECORDED: Words = { before: 'recorded', after: 'computed' }
const TWO_DOCUMENTS: Words = { before: 'A', after: 'B' }

async function report(io: Io, comparison: Comparison, words: Words): Promise<number> {
  await io.out(terminalText(textOf(comparison, words)))
  return comparison.differs ? EXIT.differs : EXIT.good
}

/** A line for every difference, then the totals that changed, then a line that counts. */
function textOf(comparison: Comparison, words: Words): string {
  const lines = comparison.factories.flatMap((factory) => factoryLines(factory, words))
  const kernel = totalsLines(comparison.kernel, ARENAS)
  const counts = comparison.factories.map(({ changes, equal }) => ({
    all: equal + changes.length,
    kept: equal + changes.filter((entry) => entry.kind === 'changed').length,
  }))
  const sum = (of: 'all' | 'kept') => counts.reduce((total, count) => total + count[of], 0)
  const verdict = comparison.differs ? 'The layouts differ' : 'The layouts are equal'
  const counted = `${verdict}: ${sum('kept')} of ${sum('all')} entries of ${comparison.factories.length} factories lie where ${words.before} has them.`
  return `${[...lines, ...kernel.map((line) => `kernel  ${line}`), counted].join('\n')}\n`
}

function factoryLines(factory: FactoryComparison, words: Words): readonly string[] {
  if (!factory.differs && factory.changes.length === 0) return []
  const head = factory.kind === 'both' ? factory.factory : `${factory.factory}  (${factory.kind})`
  const changes = factory.changes.map((entry) => entryLine(entry, words))
  return [head, ...changes, ...totalsLines(factory.totals, AGGREGATES).map((line) => `  ${line}`)]
}

function entryLine(
  { name, formerName, kind, before, after, fields }: EntryComparison,
  words: Words,
): string {
  const places = `${words.before} ${placeText(before)}, ${words.after} ${placeText(after)}`
  const former = formerName === null ? '' : `${formerName} → `
  const others = fields.length === 0 ? '' : `; changed: ${fields.join(', ')}`
  return `  ${kind.padEnd(9)}  ${former}${name}: ${places}${others}`
}

function placeText(place: ComparedPlace | null): string {
  if (place === null) return 'nowhere'
  const { space, offset, extent } = place
  return offset === null ? `local[${extent}]` : `${space} ${offset}–${offset + extent}`
}

const AGGREGATES = [
  ['shared', 'shared'],
  ['persistentLocal', 'persistent_local'],
  ['local', 'local'],
  ['declaredLocal', 'declared local'],
] as const satisfies readonly (readonly [keyof RecordedAggregates, string])[]

const ARENAS = [
  ['sharedElements', 'shared'],
  ['persistentLocalElements', 'persistent_local'],
] as const

/** The totals that changed, with their difference. */
function totalsLines<Key extends string>(
  { before, after }: Sides<Readonly<Record<Key, number>>>,
  rows: readonly (readonly [Key, string])[],
): readonly string[] {
  return rows.flatMap(([key, label]) => {
    const [from, to] = [before?.[key] ?? 0, after?.[key] ?? 0]
    if (from === to) return []
    return `total ${label}: ${from} → ${to} (${to > from ? '+' : ''}${to - from})`
  })
}
