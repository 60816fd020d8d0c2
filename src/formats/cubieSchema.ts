import * as v from 'valibot'
import { EXTENT_RULES } from '../core/layout/factoryLayout.ts'
import { DTYPE_NAMES, PRECISIONS } from '../core/registry/dtype.ts'
import { elements, factoryIdText, name, total } from './documentSchema.ts'

export const CUBIE_SCHEMA = 'cubie-dump/1'

const precision = v.picklist(PRECISIONS)
const range = v.tuple([total, total])

/** A group with registrations; entries in registration order, child regions among them. */
const registeredGroup = v.object({
  id: factoryIdText,
  owner: v.object({ class: v.string() }),
  registered: v.literal(true),
  parent_dtype: v.nullable(precision),
  entries: v.array(
    v.object({
      name,
      size: elements,
      location: v.picklist(['shared', 'local']),
      persistent: v.boolean(),
      aliases: v.nullable(name),
      dtype: v.picklist(DTYPE_NAMES),
      /** The setting that moves the buffer; null where none does; left out where it is not known. */
      setting_key: v.optional(v.nullable(name)),
      /** The size that the owner's compiled code was built with, where it is another one. */
      built_size: v.optional(elements),
      /** Ranges of a child's window that hold persistent storage (rule `guarded`). */
      protected: v.optional(v.array(range)),
    }),
  ),
  children: v.record(v.string(), factoryIdText),
  shared_layout: v.record(v.string(), range),
  persistent_layout: v.record(v.string(), range),
  local_sizes: v.record(v.string(), total),
  totals: v.object({ shared: total, local: total, persistent: total, declared_local: total }),
})

/** An edge's end that never registered anything. */
const emptyGroup = v.object({
  id: factoryIdText,
  owner: v.object({ class: v.string() }),
  registered: v.literal(false),
})

const phase = v.object({
  label: v.string(),
  root: factoryIdText,
  groups: v.array(v.variant('registered', [registeredGroup, emptyGroup])),
  unreachable: v.optional(v.array(v.string())),
  kernel: v.object({
    shared_memory_elements: total,
    persistent_local_elements: total,
    /** Dynamic shared bytes at which this cubie halves a block that would fit; null: never. */
    shared_target_bytes: v.optional(v.nullable(total)),
    /** What cubie would launch; of it only the device's limit is taken over. */
    launch: v.optional(v.array(v.object({ hardware_limit_bytes: total }))),
  }),
  /** Settings of the update that this phase was taken after. */
  update_keys: v.optional(v.array(v.string())),
})

/** What a running cubie held, phase by phase, as far as it is opened here. */
export const cubieSchema = v.object({
  schema: v.literal(CUBIE_SCHEMA),
  source: v.object({
    version: v.string(),
    /** How sizes become slices, where the writer of the dump could tell. */
    layout_rule: v.optional(v.picklist(EXTENT_RULES)),
  }),
  config: v.object({
    algorithm: v.string(),
    n_states: total,
    precision,
  }),
  phases: v.array(phase),
})

export type CubieDump = v.InferInput<typeof cubieSchema>
export type CubiePhase = CubieDump['phases'][number]
export type CubieGroup = CubiePhase['groups'][number]
export type RegisteredGroup = Extract<CubieGroup, { registered: true }>
export type CubieEntry = RegisteredGroup['entries'][number]
