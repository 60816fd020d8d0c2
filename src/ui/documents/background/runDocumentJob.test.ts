import { expect, test, vi } from 'vitest'
import { batchesOf, wholeFactories } from '../../../core/document/factoryBatches.ts'
import { EMPTY_MODEL, type Model } from '../../../core/document/model.ts'
import { printDocument } from '../../../core/document/toDocument.ts'
import { factoryId, factoryOf, type Factory } from '../../../core/registry/factory.ts'
import { bufferOf } from '../../../core/registry/entry.ts'
import { openText } from '../../../formats/open.ts'
import { cancellation } from '../../../store/cancellation.ts'
import { doDocumentJob, type DocumentJob } from './documentJob.ts'
import { BATCH_ENTRIES, withFactoryList, withoutFactories } from './largeModel.ts'
import type { FromWorker, ToWorker } from './protocol.ts'
import { runDocumentJob } from './runDocumentJob.ts'

function largeModel(): Model {
  const factories = Array.from({ length: 90 }, (_, at) => ({
    ...factoryOf({ id: `f${at}` }),
    entries: Array.from({ length: 200 }, (__, i) =>
      bufferOf({ name: `b${i}`, size: i, location: 'local' }, 'float32'),
    ),
  }))
  const roots = factories.map(({ id }) => factoryId(id))
  return { ...EMPTY_MODEL, registry: { extentRule: 'elements', factories, roots } }
}

/** A worker on this thread: everything that crosses is cloned, as between threads. */
class NearbyWorker extends EventTarget {
  isEnded = false
  readonly #received: Factory[] = []
  constructor(begins: 'begins' | 'cannot begin' | 'breaks down' = 'begins') {
    super()
    setTimeout(() => {
      if (begins !== 'cannot begin') this.tell({ kind: 'ready' })
      if (begins !== 'begins') this.dispatchEvent(new Event('error'))
    })
  }
  tell(message: FromWorker): void {
    if (this.isEnded) return
    this.dispatchEvent(new MessageEvent('message', { data: structuredClone(message) }))
  }
  postMessage(message: ToWorker): void {
    const data = structuredClone(message)
    if (data.kind === 'factories') this.#received.push(...data.factories)
    else void this.#work(data.job)
  }
  async #work(job: DocumentJob): Promise<void> {
    const factories = wholeFactories(this.#received)
    const whole =
      job.kind === 'open' ? job : { ...job, model: withFactoryList(job.model, factories) }
    const answer = await doDocumentJob(whole, (done) => this.tell({ kind: 'progress', done }))
    if (answer.kind !== 'opened' || answer.opened.kind !== 'ok') {
      this.tell({ kind: 'answer', answer })
      return
    }
    const { model } = answer.opened
    for (const batch of batchesOf(model.registry.factories, BATCH_ENTRIES))
      this.tell({ kind: 'factories', factories: batch })
    const opened = { ...answer.opened, model: withoutFactories(model) }
    this.tell({ kind: 'answer', answer: { ...answer, opened } })
  }
  terminate(): void {
    this.isEnded = true
  }
}

const makerOf = (worker: NearbyWorker) => () => worker as unknown as Worker
const context = (onProgress: (done: number) => void = () => {}) => ({
  ...cancellation(),
  onProgress,
})

test('a large document is opened in a worker, and is the one that opens here', async () => {
  const text = printDocument(largeModel())
  const worker = new NearbyWorker()
  const progress: number[] = []
  const answer = await runDocumentJob(
    { kind: 'open', input: new Blob([text]) },
    context((done) => progress.push(done)),
    makerOf(worker),
  )
  expect(answer).toEqual({ kind: 'opened', opened: openText(text), text: '' })
  expect(progress).toEqual([...progress].sort((a, b) => a - b))
  expect(progress.length).toBeGreaterThan(1)
  expect(worker.isEnded).toBe(true)
})

test('a large model goes to the worker in batches, and is printed there to the byte', async () => {
  const model = largeModel()
  const answer = await runDocumentJob(
    { kind: 'print', model },
    context(),
    makerOf(new NearbyWorker()),
  )
  expect(answer.kind === 'printed' ? await answer.json.text() : '').toBe(printDocument(model))
})

test('what is small is done here, and so is everything where no worker begins', async () => {
  const small = vi.fn(makerOf(new NearbyWorker()))
  await runDocumentJob({ kind: 'print', model: EMPTY_MODEL }, context(), small)
  expect(small).not.toHaveBeenCalled()
  const refused = () => {
    throw new Error('SecurityError')
  }
  const job = { kind: 'print', model: largeModel() } as const
  for (const maker of [refused, makerOf(new NearbyWorker('cannot begin'))])
    expect((await runDocumentJob(job, context(), maker)).kind).toBe('printed')
})

test('a worker that breaks down is an error, and is not tried again here', async () => {
  const job = { kind: 'print', model: largeModel() } as const
  const worker = new NearbyWorker('breaks down')
  await expect(runDocumentJob(job, context(), makerOf(worker))).rejects.toThrow('memory')
})

test('a cancel ends the worker', async () => {
  const worker = new NearbyWorker()
  const cancelled = context()
  const job = { kind: 'print', model: largeModel() } as const
  const running = runDocumentJob(job, cancelled, makerOf(worker))
  cancelled.abort()
  await expect(running).rejects.toThrow('cancelled')
  expect(worker.isEnded).toBe(true)
})

test('a cancel from before it began is heeded, and no worker is made', async () => {
  const maker = vi.fn(makerOf(new NearbyWorker()))
  const cancelled = context()
  cancelled.abort()
  for (const model of [EMPTY_MODEL, largeModel()])
    await expect(runDocumentJob({ kind: 'print', model }, cancelled, maker)).rejects.toThrow(
      'cancelled',
    )
  expect(maker).not.toHaveBeenCalled()
})
