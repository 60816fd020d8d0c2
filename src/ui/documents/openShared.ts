import type { Autosave } from '../../store/shelf/autosave.ts'
import type { Inspector } from '../../store/inspectorStore.ts'
import type { FilePort } from '../commands/command.ts'
import { sharedIn, type Shared } from './shareLink.ts'

/** What tells whether a document is kept. */
type Keeping = Pick<Autosave, 'hasKept' | 'settled'>

/**
 * Opens the document in the page's address, where there is one. The address is cleared of it when the
 * document is kept, or no longer shown: until then a reload opens it again.
 */
export async function openShared(
  files: Pick<FilePort, 'openShared'>,
  inspector: Inspector,
  keeping: Keeping,
): Promise<void> {
  const { hash } = location
  const shared = await sharedIn(hash)
  if (shared.kind === 'none') return
  const clear = () => {
    if (location.hash === hash) history.replaceState(null, '', location.pathname + location.search)
  }
  const before = firstStep(inspector)
  await openOrSay(shared, files, inspector)
  const opened = firstStep(inspector)
  // Where it is asked first whether to leave what is open, the link is given up with the answer "no".
  if (opened === before) clear()
  else clearWhenKept(inspector, keeping, clear)
}

/** What tells a document from another: its history keeps its first step. */
function firstStep({ store }: Inspector): unknown {
  return store.getState().history?.steps[0]
}

function clearWhenKept(inspector: Inspector, keeping: Keeping, clear: () => void): void {
  const opened = firstStep(inspector)
  const isShown = () => firstStep(inspector) === opened
  async function check(): Promise<void> {
    if (isShown()) await keeping.settled()
    if (isShown() && !keeping.hasKept()) return
    stop()
    clear()
  }
  // What is refused now may be kept with the next step.
  const stop = inspector.store.subscribe((state, before) => {
    if (state.history !== before.history) void check()
  })
  void check()
}

async function openOrSay(
  shared: Exclude<Shared, { readonly kind: 'none' }>,
  files: Pick<FilePort, 'openShared'>,
  { actions }: Inspector,
): Promise<void> {
  switch (shared.kind) {
    case 'document': {
      const { json, rest } = shared
      await files.openShared(json, {
        view: rest.get('view'),
        shown: rest.get('shown'),
        selected: rest.get('selected'),
      })
      return
    }
    case 'too-large':
      actions.say(
        'bad',
        `The link unpacks to more than ${shared.limitBytes} B, which is more than any layout has; nothing was opened.`,
      )
      return
    case 'broken':
      actions.say('bad', 'The link does not hold a whole layout: it was cut or changed on its way.')
  }
}
