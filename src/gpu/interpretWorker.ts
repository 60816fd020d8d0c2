import { interpret, type Interpreted } from './interpret.ts'
import { messageOf } from './timeLimit.ts'

/** What the worker says: how far it is, and in the end what came of it. */
export type InterpretAnswer =
  | { readonly kind: 'share'; readonly share: number }
  | { readonly kind: 'ran'; readonly words: Uint32Array }
  | { readonly kind: 'failed'; readonly message: string }

self.addEventListener('message', ({ data }: MessageEvent<Interpreted>) => {
  self.postMessage(answerTo(data))
})

function answerTo(program: Interpreted): InterpretAnswer {
  try {
    const words = interpret(program, (share) => {
      self.postMessage({ kind: 'share', share } satisfies InterpretAnswer)
    })
    return { kind: 'ran', words }
  } catch (error) {
    return { kind: 'failed', message: messageOf(error) }
  }
}
