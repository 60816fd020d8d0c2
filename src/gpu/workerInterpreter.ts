import type { CancelSignal } from '../core/probe/runner.ts'
import type { Interpreter } from './emulatedRunner.ts'
import type { Interpreted } from './interpret.ts'
import type { InterpretAnswer } from './interpretWorker.ts'

/** As much of a Worker as is used: a test has one of its own. */
export type WorkerLike = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>

/**
 * Interprets in a worker, one for each run, so that the page goes on meanwhile; a run that is cancelled
 * ends with its worker, wherever it is.
 */
export function createWorkerInterpreter(makeWorker: () => WorkerLike = startWorker): Interpreter {
  return (program, { signal, onShare }) =>
    new Promise((resolve, reject) => {
      const worker = makeWorker()
      const stop = ending(worker, signal, () => resolve(null))
      worker.addEventListener('message', ({ data }: MessageEvent<InterpretAnswer>) => {
        if (data.kind === 'share') onShare(data.share)
        else {
          stop()
          if (data.kind === 'ran') resolve(data.words)
          else reject(new Error(data.message))
        }
      })
      worker.addEventListener('error', ({ message }) => {
        stop()
        reject(new Error(message || 'The worker that interprets could not be started.'))
      })
      const { wgsl, entryPoint, inputs, resultWords } = program
      worker.postMessage({ wgsl, entryPoint, inputs, resultWords } satisfies Interpreted)
    })
}

/** Ends the worker when the run is cancelled, or when the function that it gives is called. */
function ending(worker: WorkerLike, signal: CancelSignal, onCancel: () => void): () => void {
  const stop = () => {
    signal.removeEventListener('abort', onAbort)
    worker.terminate()
  }
  const onAbort = () => {
    stop()
    onCancel()
  }
  signal.addEventListener('abort', onAbort)
  return stop
}

function startWorker(): Worker {
  return new Worker(new URL('./interpretWorker.ts', import.meta.url), { type: 'module' })
}
