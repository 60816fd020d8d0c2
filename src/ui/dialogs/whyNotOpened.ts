import type { Reopened } from '../../store/shelf/autosave.ts'

/** Why a kept document is not shown; null where it is, or was given up by hand. */
export function whyNotOpened(came: Reopened, name: string): string | null {
  switch (came) {
    case 'shown':
    case 'given-up':
      return null
    case 'elsewhere':
      return `${name} is open in another tab.`
    case 'gone':
      return `${name} is not kept in this browser any more.`
    case 'unreadable':
      return `${name} could not be read: the browser refused it.`
  }
}
