import type { InspectorActions } from '../../store/inspectorStore.ts'
import type { FilePort } from '../commands/command.ts'
import { sharedIn } from './shareLink.ts'

/** Opens the document in the page's address, where there is one, and clears the address of it. */
export async function openShared(files: FilePort, actions: InspectorActions): Promise<void> {
  const { hash, pathname, search } = location
  const shared = await sharedIn(hash)
  if (shared.kind === 'none') return
  history.replaceState(null, '', pathname + search)
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
