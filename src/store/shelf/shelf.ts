import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb'
import type { Model } from '../../core/document/model.ts'
import type { History } from '../history.ts'
import type { Source } from '../state.ts'
import { partsOf, wholeRecords, type StepPart } from './stepParts.ts'
import { historyFrom, recordStep, type StepRecord } from './stepRecord.ts'
import { stretchesOf } from './stretches.ts'

/** A document on the shelf, as a list shows it. */
export interface ShelvedDocument {
  readonly id: string
  readonly name: string
  /** When it was last written, or shown; milliseconds since 1970. */
  readonly savedAt: number
  /** Whether it was shown and not closed since: the tab may have been. Absent in older records. */
  readonly isOpen?: boolean
  /** Index of the present step. */
  readonly at: number
  readonly stepCount: number
}

/** A document as it is taken off the shelf. */
export interface ShelvedWhole {
  readonly history: History<Model>
  /** What it was opened from, where another phase of that can be asked for. */
  readonly source: Source | null
}

/** Where documents are kept with their histories; every call may be refused by the browser. */
export interface Shelf {
  readonly list: () => Promise<readonly ShelvedDocument[]>
  readonly load: (id: string) => Promise<ShelvedWhole | null>
  /** Writes what differs from `saved`, the state of the last write of that document, as one transaction. */
  readonly save: (write: ShelfWrite) => Promise<void>
  /** Says of a document that it is shown from now on, or that it was closed. */
  readonly mark: (id: string, as: ShelfMark) => Promise<void>
  readonly remove: (id: string) => Promise<void>
}

export interface ShelfMark {
  readonly isOpen: boolean
  readonly now: number
}

export interface ShelfWrite {
  readonly id: string
  readonly history: History<Model>
  /** Written with the first of the writes. */
  readonly source: Source | null
  readonly saved: History<Model> | null
  readonly now: number
}

interface Schema extends DBSchema {
  documents: { key: string; value: ShelvedDocument; indexes: { savedAt: number } }
  /**
   * Keyed by document and index of the step; its further parts follow it under a third number. What the
   * document was opened from stands before them: a store of its own would be a new version of the database,
   * which a page of before that is still open somewhere keeps from being opened.
   */
  steps: {
    key: [string, number] | [string, number, number]
    value: StepRecord | StepPart | SourceRecord
  }
}

interface SourceRecord {
  readonly source: Source
}

const SOURCE_INDEX = -1

/** A value of 1,000,000 entries is refused, and copying 20,000 leaves a frame its time. */
const MOST_ENTRIES = 20_000

/** The shelf in IndexedDB, opened with the first call. */
export function createShelf(name = 'bufferscope'): Shelf {
  let opening: Promise<IDBPDatabase<Schema>> | null = null
  const database = () => {
    opening ??= openDB<Schema>(name, 1, { upgrade: createStores }).catch((error: unknown) => {
      opening = null
      throw error
    })
    return opening
  }
  return {
    list: async () => (await (await database()).getAllFromIndex('documents', 'savedAt')).reverse(),
    load: async (id) => load(await database(), id),
    save: async (write) => save(await database(), write),
    mark: async (id, as) => mark(await database(), id, as),
    remove: async (id) => {
      const transaction = (await database()).transaction(['documents', 'steps'], 'readwrite')
      await Promise.all([
        transaction.objectStore('documents').delete(id),
        transaction.objectStore('steps').delete(stepsFrom(id, SOURCE_INDEX)),
        transaction.done,
      ])
    },
  }
}

function createStores(database: IDBPDatabase<Schema>): void {
  database.createObjectStore('documents', { keyPath: 'id' }).createIndex('savedAt', 'savedAt')
  database.createObjectStore('steps')
}

function stepsFrom(id: string, index: number): IDBKeyRange {
  return IDBKeyRange.bound([id, index], [id, Number.MAX_SAFE_INTEGER])
}

async function load(database: IDBPDatabase<Schema>, id: string): Promise<ShelvedWhole | null> {
  const transaction = database.transaction(['documents', 'steps'])
  const document = await transaction.objectStore('documents').get(id)
  if (document === undefined) return null
  const store = transaction.objectStore('steps')
  const written: (StepRecord | StepPart)[] = []
  // One stretch after the other, so that the page goes on between them.
  for (const [first, last] of stretchesOf(await store.getAllKeys(stepsFrom(id, 0))))
    for (const value of await store.getAll(IDBKeyRange.bound(first, last)))
      if (!('source' in value)) written.push(value)
  const head = await store.get([id, SOURCE_INDEX])
  const source = head !== undefined && 'source' in head ? head.source : null
  const history = historyFrom(wholeRecords(written).slice(0, document.stepCount), document.at)
  return history === null ? null : { history, source }
}

async function mark(
  database: IDBPDatabase<Schema>,
  id: string,
  { isOpen, now }: ShelfMark,
): Promise<void> {
  const transaction = database.transaction('documents', 'readwrite')
  const document = await transaction.store.get(id)
  if (document !== undefined)
    await transaction.store.put({
      ...document,
      isOpen,
      savedAt: isOpen ? now : document.savedAt,
    })
  await transaction.done
}

async function save(database: IDBPDatabase<Schema>, write: ShelfWrite): Promise<void> {
  const transaction = database.transaction(['documents', 'steps'], 'readwrite')
  // A failure leaves all as it was: without the abort, what came before it would be kept.
  const writing = writeAll(transaction, write).catch((error: unknown) => {
    transaction.abort()
    throw error
  })
  await Promise.all([writing, transaction.done])
}

type Writing = IDBPTransaction<Schema, ('documents' | 'steps')[], 'readwrite'>

/** One value after the other, so that the page goes on between them. */
async function writeAll(transaction: Writing, write: ShelfWrite): Promise<void> {
  const { id, history, source, saved } = write
  const { steps } = history
  const kept = sharedSteps(history, saved)
  const store = transaction.objectStore('steps')
  if (saved !== null && saved.steps.length > kept) await store.delete(stepsFrom(id, kept))
  if (saved === null && source !== null) await store.put({ source }, [id, SOURCE_INDEX])
  for (const [i, step] of steps.entries()) {
    if (i < kept) continue
    const [head, ...parts] = partsOf(recordStep(step, steps[i - 1]?.value ?? null), MOST_ENTRIES)
    await store.put(head, [id, i])
    for (const [part, value] of parts.entries()) await store.put(value, [id, i, part])
  }
  await transaction.objectStore('documents').put(shelvedOf(write))
}

function shelvedOf({ id, history: { steps, at }, now }: ShelfWrite): ShelvedDocument {
  const name = steps[at]?.value.name ?? ''
  return { id, name, savedAt: now, isOpen: true, at, stepCount: steps.length }
}

/** How many steps at the beginning are the very same in both; a new step never changes an old one. */
function sharedSteps(history: History<Model>, saved: History<Model> | null): number {
  if (saved === null) return 0
  let shared = Math.min(history.steps.length, saved.steps.length)
  // From behind: an edit differs in the last step at most, unless it ended what could be redone.
  while (shared > 0 && history.steps[shared - 1] !== saved.steps[shared - 1]) shared--
  return shared
}
