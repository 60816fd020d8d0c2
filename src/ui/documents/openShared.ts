import type { InspectorActions } from '../../store/inspectorStore.ts'
import type { FilePort } from '../commands/command.ts'
import type { Autosave } from '../../store/shelf/autosave.ts'
import { sharedIn, type Shared } from './shareLink.ts'

/**
 * Opens the document in the page's address, where there is one. The address is cleared of it when the
 * document is kept: until then a reload opens it again.
 */
export async function openShared(
  files: FilePort,
  actions: InspectorActions,
  autosave: Pick<Autosave, 'keeps'>,
): Promise<void> {
  const { hash } = location
  const shared = await sharedIn(hash)
  if (shared.kind === 'none') return
  await openOrSay(shared, files, actions)
  const isKept = await autosave.keeps()
  if (isKept && location.hash === hash)
    history.replaceState(null, '', location.pathname + location.search)
}

async function openOrSay(
  shared: Exclude<Shared, { readonly kind: 'none' }>,
  files: FilePort,
  actions: InspectorActions,
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
