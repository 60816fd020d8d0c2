import type { Inspector } from '../../store/inspectorStore.ts'
import type { FilePort } from '../commands/command.ts'
import { textOfHash } from './shareLink.ts'

/** Opens the document in the page's address, where there is one, and clears the address of it. */
export async function openShared(files: FilePort, { actions }: Inspector): Promise<void> {
  const { hash, pathname, search } = location
  try {
    const text = await textOfHash(hash)
    if (text === null) return
    history.replaceState(null, '', pathname + search)
    await files.openText(text, 'The shared layout')
  } catch {
    history.replaceState(null, '', pathname + search)
    actions.say('bad', 'The link does not hold a whole layout: it was cut or changed on its way.')
  }
}
