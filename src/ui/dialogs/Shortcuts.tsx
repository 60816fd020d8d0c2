import { COMMANDS, keyText } from '../commands/commands.ts'
import { Modal } from './Modal.tsx'

/** Keys that belong to a place rather than to a command. */
const PLACES: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  [
    'In the tree',
    [
      ['↑ ↓ Home End', 'Go to a row; with Shift select more'],
      ['← →', 'Close or open a factory, leave or enter it'],
      ['a letter', 'Go to the next name that begins with it (V verifies)'],
      ['Enter', 'Show the factory’s own layout'],
      ['Shift F10', 'The menu of the row'],
    ],
  ],
  [
    'In the maps',
    [
      ['← →', 'The segment before or behind'],
      ['Enter', 'Enter a child region'],
      ['Backspace', 'Back to the parent'],
      ['+ − 0', 'Closer, further, all'],
      ['F', 'Fit the selection'],
    ],
  ],
  ['While something takes long', [['Esc', 'Cancel it; nothing is changed']]],
  ['While dragging', [['Esc', 'Leave everything as it was']]],
]

/** Every key that does something. */
export function Shortcuts() {
  const groups = [...new Set(COMMANDS.map((command) => command.group))]
  return (
    <Modal title="Keyboard shortcuts">
      <div className="shortcuts">
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <ul>
              {COMMANDS.filter((command) => command.group === group && command.keys.length > 0).map(
                (command) => (
                  <li key={command.id}>
                    {command.title}
                    <span>
                      {command.keys.map((keys) => (
                        <kbd key={keys}>{keyText(keys)}</kbd>
                      ))}
                    </span>
                  </li>
                ),
              )}
            </ul>
          </section>
        ))}
        {PLACES.map(([title, keys]) => (
          <section key={title}>
            <h3>{title}</h3>
            <ul>
              {keys.map(([key, words]) => (
                <li key={key}>
                  {words}
                  <kbd>{key}</kbd>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Modal>
  )
}
