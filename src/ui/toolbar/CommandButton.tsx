import type { ReactNode } from 'react'
import { commandOf, keyText, useCommandContext } from '../commands/commands.ts'

interface Props {
  /** Id of a command. */
  readonly id: string
  readonly className: string
  readonly isDisabled?: boolean
  readonly children: ReactNode
}

/** A button for a command; its title names the command and its key. */
export function CommandButton({ id, className, isDisabled = false, children }: Props) {
  const context = useCommandContext()
  const command = commandOf(id)
  const [keys] = command.keys
  const title = keys === undefined ? command.title : `${command.title} (${keyText(keys)})`
  return (
    <button
      type="button"
      className={className}
      title={title}
      aria-label={command.title}
      aria-keyshortcuts={keys?.replace('Ctrl', 'Control')}
      disabled={isDisabled}
      onClick={() => command.run(context)}
    >
      {children}
    </button>
  )
}
