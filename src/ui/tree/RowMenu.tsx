import { ContextMenu, Slot } from 'radix-ui'
import { createContext, useContext, type ComponentProps, type ReactNode } from 'react'
import { COMMANDS, keyText, useCommandContext } from '../commands/commands.ts'
import type { Command } from '../commands/command.ts'
import './RowMenu.css'

const GROUPS: readonly (readonly string[])[] = [
  ['move-shared', 'move-local', 'move-persistent_local', 'move-into'],
  ['rename', 'duplicate', 'move-up', 'move-down', 'pin', 'persistent'],
  ['add-buffer', 'add-factory'],
  ['delete'],
]

/**
 * The menu of a row: right click, or the menu key. Every entry is a command of the palette, too. It has one
 * child, an element that takes the handlers; the menu is not rendered anew where that is.
 */
export function RowMenu({ children }: { readonly children: ReactNode }) {
  return <OpenerContext value={children}>{MENU}</OpenerContext>
}

const OpenerContext = createContext<ReactNode>(null)

/** What the menu opens on. */
function Opener(handlers: ComponentProps<typeof Slot.Root>) {
  return <Slot.Root {...handlers}>{useContext(OpenerContext)}</Slot.Root>
}

function Actions() {
  const context = useCommandContext()
  return GROUPS.map((ids, i) => (
    <ContextMenu.Group key={ids[0]} className={i === 0 ? undefined : 'menu__group'}>
      {COMMANDS.filter((command) => ids.includes(command.id)).map((command) => (
        <Item key={command.id} command={command} onChoose={() => command.run(context)} />
      ))}
    </ContextMenu.Group>
  ))
}

/** The same element at every render, of which nothing is made while the menu is closed. */
const MENU = (
  <ContextMenu.Root modal={false}>
    <ContextMenu.Trigger asChild>
      <Opener />
    </ContextMenu.Trigger>
    <ContextMenu.Portal>
      <ContextMenu.Content className="menu" aria-label="Actions for the selection">
        <Actions />
      </ContextMenu.Content>
    </ContextMenu.Portal>
  </ContextMenu.Root>
)

function Item({ command, onChoose }: { readonly command: Command; readonly onChoose: () => void }) {
  const context = useCommandContext()
  const [keys] = command.keys
  return (
    <ContextMenu.Item
      className="menu__item"
      disabled={!command.isAvailable(context.readState())}
      onSelect={onChoose}
    >
      {command.title}
      {keys !== undefined && <kbd>{keyText(keys)}</kbd>}
    </ContextMenu.Item>
  )
}
