import type { LineOwner } from '../../../core/codegen/generated.ts'
import { batchesOf, wholeFactories } from '../../../core/document/factoryBatches.ts'
import type { Factory } from '../../../core/registry/factory.ts'
import type { WorkContext } from '../../../store/workActions.ts'
import { doDocumentJob, type DocumentAnswer, type DocumentJob } from './documentJob.ts'
import { BATCH_ENTRIES, isLarge, withFactoryList, withoutFactories } from './largeModel.ts'
import type { FromWorker, ToWorker } from './protocol.ts'

/** Up to here a job is over sooner than a worker begins, on a slow machine too. */
const SMALL_BYTES = 2 ** 20

/** Where jobs are done; another one stands in for it in tests. */
export type WorkerMaker = () => Worker

/**
 * Does a job on whole documents: a large one in a worker of its own, which is ended with a cancel, and
 * on this thread where a worker cannot be had. Rejects where it was cancelled before it began.
 */
export async function runDocumentJob(
  job: DocumentJob,
  context: WorkContext,
  makeWorker: WorkerMaker = documentWorker,
): Promise<DocumentAnswer> {
  // This module may have been loaded for it, and the signal tells of a cancel only once.
  if (context.signal.aborted) throw cancelled()
  const worker = isSmall(job) ? null : begun(makeWorker)
  if (worker === null) return doDocumentJob(job, context.onProgress)
  try {
    const answer = await answerOf(worker, job, context)
    // It never began: a policy or an address kept its program away.
    return answer ?? (await doDocumentJob(job, context.onProgress))
  } finally {
    worker.terminate()
  }
}

function cancelled(): Error {
  return new Error('It was cancelled.')
}

function documentWorker(): Worker {
  return new Worker(new URL('./documentWorker.ts', import.meta.url), { type: 'module' })
}

function isSmall(job: DocumentJob): boolean {
  return job.kind === 'open' ? job.input.size <= SMALL_BYTES : !isLarge(job.model)
}

function begun(makeWorker: WorkerMaker): Worker | null {
  try {
    return makeWorker()
  } catch {
    return null
  }
}

/** Null where the worker could not begin; rejects where it broke down later. */
function answerOf(
  worker: Worker,
  job: DocumentJob,
  { signal, onProgress }: WorkContext,
): Promise<DocumentAnswer | null> {
  const factories: Factory[] = []
  const owners: LineOwner[] = []
  let isReady = false
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => {
      worker.terminate()
      reject(cancelled())
    })
    worker.addEventListener('error', ({ message }) => {
      if (isReady) reject(new Error(message || 'The worker ran out of memory.'))
      else resolve(null)
    })
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      switch (data.kind) {
        case 'ready':
          isReady = true
          send(worker, job, signal).catch(reject)
          return
        case 'progress':
          onProgress(data.done)
          return
        case 'factories':
          for (const factory of data.factories) factories.push(factory)
          return
        case 'owners':
          for (const owner of data.owners) owners.push(owner)
          return
        case 'answer':
          resolve(completed(data.answer, { factories, owners }))
          return
        case 'failed':
          reject(new Error(data.message))
      }
    })
  })
}

/** A model goes in batches, so that the page draws between two of them. */
async function send(
  worker: Worker,
  job: DocumentJob,
  signal: WorkContext['signal'],
): Promise<void> {
  const post = (message: ToWorker) => worker.postMessage(message)
  if (job.kind === 'open') {
    post({ kind: 'job', job })
    return
  }
  for (const factories of batchesOf(job.model.registry.factories, BATCH_ENTRIES)) {
    if (signal.aborted) return
    post({ kind: 'factories', factories })
    await new Promise((resolve) => setTimeout(resolve))
  }
  post({ kind: 'job', job: { ...job, model: withoutFactories(job.model) } })
}

function completed(
  answer: DocumentAnswer,
  {
    factories,
    owners,
  }: { readonly factories: readonly Factory[]; readonly owners: readonly LineOwner[] },
): DocumentAnswer {
  if (answer.kind === 'code') return { kind: 'code', code: { ...answer.code, owners } }
  if (answer.kind !== 'opened' || answer.opened.kind !== 'ok') return answer
  const { opened } = answer
  return {
    ...answer,
    opened: { ...opened, model: withFactoryList(opened.model, wholeFactories(factories)) },
  }
}
