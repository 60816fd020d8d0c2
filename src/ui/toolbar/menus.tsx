import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import type { InspectorState, Theme } from '../../store/state.ts'
import { ChevronIcon } from '../app/icons.tsx'
import { commandOf, keyText, useCommandContext } from '../commands/commands.ts'
import { SAMPLES } from '../../formats/samples.ts'
import { useActions, useInspector } from '../inspectorContext.ts'
import '../tree/RowMenu.css'

/** Files, samples, a new kernel, a running program: every way in. */
export function OpenMenu() {
  const { files } = useCommandContext()
  return (
    <Menu label="Open" trigger={<>Open</>}>
      <CommandItems ids={['open', 'recent', 'new-kernel', 'from-cubie']} />
      <DropdownMenu.Group className="menu__group">
        <DropdownMenu.Label className="menu__label">Samples</DropdownMenu.Label>
        {SAMPLES.map(({ id, title }) => (
          <DropdownMenu.Item
            key={id}
            className="menu__item"
            onSelect={() => void files.openSample(id)}
          >
            {title}
          </DropdownMenu.Item>
        ))}
      </DropdownMenu.Group>
      <DropdownMenu.Group className="menu__group">
        <CommandItems ids={['close']} />
      </DropdownMenu.Group>
    </Menu>
  )
}

export function ExportMenu() {
  return (
    <Menu label="Export" trigger={<>Export</>}>
      <CommandItems ids={['export-json', 'copy-json', 'export-svg', 'export-png', 'drawer-code']} />
    </Menu>
  )
}

const THEMES: readonly Theme[] = ['system', 'light', 'dark']
const selectTheme = (state: InspectorState) => state.preferences.theme

export function ThemeMenu({ children }: { readonly children: ReactNode }) {
  const theme = useInspector(selectTheme)
  const { prefer } = useActions()
  return (
    <Menu label="Theme" trigger={children} isIcon>
      <DropdownMenu.RadioGroup value={theme}>
        {THEMES.map((option) => (
          <DropdownMenu.RadioItem
            key={option}
            value={option}
            className="menu__item"
            onSelect={() => prefer({ theme: option })}
          >
            {option}
            {option === theme && <span aria-hidden="true">✓</span>}
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
    </Menu>
  )
}

interface MenuProps {
  readonly label: string
  readonly trigger: ReactNode
  readonly isIcon?: boolean
  readonly children: ReactNode
}

function Menu({ label, trigger, isIcon = false, children }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className={isIcon ? 'button button--icon' : 'button button--quiet'}
        aria-label={label}
        title={isIcon ? label : undefined}
      >
        {trigger}
        {!isIcon && <ChevronIcon />}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={4}>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function CommandItems({ ids }: { readonly ids: readonly string[] }) {
  const context = useCommandContext()
  const state = context.readState()
  return ids.map((id) => {
    const command = commandOf(id)
    const [keys] = command.keys
    return (
      <DropdownMenu.Item
        key={id}
        className="menu__item"
        disabled={!command.isAvailable(state)}
        onSelect={() => command.run(context)}
      >
        {command.title}
        {keys !== undefined && <kbd>{keyText(keys)}</kbd>}
      </DropdownMenu.Item>
    )
  })
}
