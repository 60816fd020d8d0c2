import { Command as Cmdk } from 'cmdk'
import type { CommandGroup } from '../commands/command.ts'
import { COMMANDS, keyText, useCommandContext } from '../commands/commands.ts'
import { SAMPLES } from '../../formats/samples.ts'
import { Modal } from './Modal.tsx'

const GROUPS = [...new Set(COMMANDS.map((command) => command.group))] satisfies CommandGroup[]

/** Every command by name, with its shortcut. */
export function Palette() {
  const context = useCommandContext()
  const state = context.readState()

  function choose(run: () => void): void {
    context.actions.setDialog(null)
    run()
  }

  return (
    <Modal title="Command palette" className="palette">
      <Cmdk label="Command palette" loop>
        <Cmdk.Input autoFocus className="palette__input" placeholder="What do you want to do?" />
        <Cmdk.List className="palette__list" label="Commands">
          <Cmdk.Empty>No command of that name.</Cmdk.Empty>
          {GROUPS.map((group) => (
            <Cmdk.Group key={group} heading={group}>
              {COMMANDS.filter(
                (command) => command.group === group && command.id !== 'palette',
              ).map((command) => (
                <Cmdk.Item
                  key={command.id}
                  value={`${command.title} ${command.id}`}
                  disabled={!command.isAvailable(state)}
                  onSelect={() => choose(() => command.run(context))}
                >
                  {command.title}
                  <span>
                    {command.keys.map((keys) => (
                      <kbd key={keys}>{keyText(keys)}</kbd>
                    ))}
                  </span>
                </Cmdk.Item>
              ))}
            </Cmdk.Group>
          ))}
          <Cmdk.Group heading="Samples">
            {SAMPLES.map((sample) => (
              <Cmdk.Item
                key={sample.id}
                value={`Open sample ${sample.title}`}
                onSelect={() => choose(() => void context.files.openSample(sample.id))}
              >
                Open the sample {sample.title}
              </Cmdk.Item>
            ))}
          </Cmdk.Group>
        </Cmdk.List>
      </Cmdk>
    </Modal>
  )
}
