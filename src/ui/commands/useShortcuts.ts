import { useEffect } from 'react'
import { hasDocument, isPressed } from './command.ts'
import { COMMANDS, useCommandContext } from './commands.ts'

/** Keys that a field needs for itself; a command with one of them waits until the field is left. */
function isTyping(event: KeyboardEvent): boolean {
  const { target } = event
  const isField =
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  if (!isField) return false
  const isRange = target instanceof HTMLInputElement && /^(radio|checkbox|range)$/.test(target.type)
  if (isRange) return event.key.startsWith('Arrow')
  // Undo in a field undoes what was typed there.
  return !event.ctrlKey && !event.metaKey ? !/^F\d/.test(event.key) : /^[zyxcva]$/i.test(event.key)
}

/** Runs a command when one of its keys is pressed anywhere on the page. */
export function useShortcuts(): void {
  const context = useCommandContext()
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || isTyping(event)) return
      const state = context.readState()
      // A dialog keeps the keyboard to itself; while it is being loaded it has no Escape of its own.
      if (state.dialog !== null) {
        const isThere = document.querySelector('dialog[open]') !== null
        if (event.key === 'Escape' && !isThere) context.actions.setDialog(null)
        return
      }
      const command = COMMANDS.find((other) => other.keys.some((keys) => isPressed(event, keys)))
      if (command === undefined) return
      if (command.isAvailable(state)) command.run(context)
      else if (command.whyNot === undefined || !hasDocument(state)) return
      else context.actions.say('info', `${command.title}: ${command.whyNot}.`)
      event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [context])
}
