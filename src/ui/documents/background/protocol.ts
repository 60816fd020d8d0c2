import type { Factory } from '../../../core/registry/factory.ts'
import type { DocumentAnswer, DocumentJob } from './documentJob.ts'

/** To the worker: the factories of the job's model in slices, then the job, whose model holds none. */
export type ToWorker =
  | { readonly kind: 'factories'; readonly factories: readonly Factory[] }
  | { readonly kind: 'job'; readonly job: DocumentJob }

/** From the worker: that it runs, how far it is, the factories of an opened model, then the answer. */
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'factories'; readonly factories: readonly Factory[] }
  | { readonly kind: 'answer'; readonly answer: DocumentAnswer }
  | { readonly kind: 'failed'; readonly message: string }
