import type { LineOwner } from '../../../core/codegen/generated.ts'
import type { Factory } from '../../../core/registry/factory.ts'
import type { DocumentAnswer, DocumentJob } from './documentJob.ts'

/** To the worker: the factories of the job's model in batches, then the job, whose model holds none. */
export type ToWorker =
  | { readonly kind: 'factories'; readonly factories: readonly Factory[] }
  | { readonly kind: 'job'; readonly job: DocumentJob }

/** From the worker: that it runs, how far it is, the long lists of the answer in batches, then the answer. */
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'factories'; readonly factories: readonly Factory[] }
  /** Owners of the lines of the code that is answered with. */
  | { readonly kind: 'owners'; readonly owners: readonly LineOwner[] }
  | { readonly kind: 'answer'; readonly answer: DocumentAnswer }
  | { readonly kind: 'failed'; readonly message: string }
