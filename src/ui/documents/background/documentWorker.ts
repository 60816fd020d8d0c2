import type { GeneratedCode } from '../../../core/codegen/generated.ts'
import { batchesOf, wholeFactories } from '../../../core/document/factoryBatches.ts'
import type { Factory } from '../../../core/registry/factory.ts'
import { doDocumentJob, OPENED, type DocumentAnswer, type DocumentJob } from './documentJob.ts'
import { BATCH_ENTRIES, withFactoryList, withoutFactories } from './largeModel.ts'
import type { FromWorker, ToWorker } from './protocol.ts'

const BATCH_OWNERS = 16_384

/** Factories of the one job that this worker does, before it is ended. */
const received: Factory[] = []

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  switch (data.kind) {
    case 'factories':
      for (const factory of data.factories) received.push(factory)
      return
    case 'job':
      void work(data.job)
  }
})
post({ kind: 'ready' })

async function work(job: DocumentJob): Promise<void> {
  try {
    const answer = await doDocumentJob(whole(job), (done) => post({ kind: 'progress', done }))
    deliver(answer)
  } catch (error) {
    post({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
  }
}

function whole(job: DocumentJob): DocumentJob {
  return job.kind === 'open'
    ? job
    : { ...job, model: withFactoryList(job.model, wholeFactories(received)) }
}

/** Long lists go in batches, so that the page draws between two of them. */
function deliver(answer: DocumentAnswer): void {
  if (answer.kind === 'code') {
    deliverCode(answer.code)
    return
  }
  if (answer.kind !== 'opened' || answer.opened.kind !== 'ok') {
    post({ kind: 'answer', answer })
    return
  }
  const { opened } = answer
  const batches = batchesOf(opened.model.registry.factories, BATCH_ENTRIES)
  for (const [at, factories] of batches.entries()) {
    post({ kind: 'factories', factories })
    post({ kind: 'progress', done: OPENED + ((1 - OPENED) * (at + 1)) / batches.length })
  }
  post({
    kind: 'answer',
    answer: { ...answer, opened: { ...opened, model: withoutFactories(opened.model) } },
  })
}

function deliverCode(code: GeneratedCode): void {
  const { owners } = code
  for (let from = 0; from < owners.length; from += BATCH_OWNERS)
    post({ kind: 'owners', owners: owners.slice(from, from + BATCH_OWNERS) })
  post({ kind: 'answer', answer: { kind: 'code', code: { ...code, owners: [] } } })
}

function post(message: FromWorker): void {
  self.postMessage(message)
}
