import { canRedo, canUndo } from '../../store/history.ts'
import { shownModel, type InspectorState, type Radix, type Units } from '../../store/state.ts'
import { CommandIcon, HelpIcon, Mark, RedoIcon, ThemeIcon, UndoIcon } from '../app/icons.tsx'
import { CommandButton } from './CommandButton.tsx'
import { DocumentName } from './DocumentName.tsx'
import { ExportMenu, OpenMenu, ThemeMenu } from './menus.tsx'
import { PhaseMenu } from './PhaseMenu.tsx'
import { Segmented } from './Segmented.tsx'
import { VerifyButton } from './VerifyButton.tsx'
import { useActions, useInspector } from '../inspectorContext.ts'
import './Toolbar.css'

const UNITS: readonly Units[] = ['elements', 'words', 'bytes']
const RADIXES: readonly Radix[] = ['dec', 'hex']

const selectUnits = (state: InspectorState) => state.preferences.units
const selectRadix = (state: InspectorState) => state.preferences.radix
const selectCanUndo = (state: InspectorState) => state.history !== null && canUndo(state.history)
const selectCanRedo = (state: InspectorState) => state.history !== null && canRedo(state.history)
const selectIsOpen = (state: InspectorState) => shownModel(state) !== null

/** Document, history, verify and its verdict, and how figures are shown. */
export function Toolbar() {
  const isOpen = useInspector(selectIsOpen)
  const isUndoable = useInspector(selectCanUndo)
  const isRedoable = useInspector(selectCanRedo)
  const units = useInspector(selectUnits)
  const radix = useInspector(selectRadix)
  const { prefer } = useActions()
  return (
    <header className="toolbar">
      <h1 className="toolbar__brand">
        <Mark />
        <span className="toolbar__word">bufferscope</span>
      </h1>
      {isOpen && <DocumentName />}
      {isOpen && <PhaseMenu />}
      <span className="toolbar__rule" />
      <div role="group" aria-label="Document" className="toolbar__group">
        <OpenMenu />
        {isOpen && <ExportMenu />}
        {isOpen && (
          <CommandButton id="share" className="button button--quiet">
            Share
          </CommandButton>
        )}
      </div>
      {isOpen && (
        <>
          <span className="toolbar__rule" />
          <div role="group" aria-label="History" className="toolbar__group">
            <CommandButton id="undo" className="button button--icon" isDisabled={!isUndoable}>
              <UndoIcon />
            </CommandButton>
            <CommandButton id="redo" className="button button--icon" isDisabled={!isRedoable}>
              <RedoIcon />
            </CommandButton>
          </div>
          <VerifyButton />
        </>
      )}
      <div className="toolbar__end">
        <Segmented
          label="Units"
          value={units}
          options={UNITS}
          onChange={(next) => prefer({ units: next })}
        />
        <Segmented
          label="Radix"
          value={radix}
          options={RADIXES}
          onChange={(next) => prefer({ radix: next })}
        />
        <CommandButton id="palette" className="button button--icon">
          <CommandIcon />
        </CommandButton>
        <ThemeMenu>
          <ThemeIcon />
        </ThemeMenu>
        <CommandButton id="shortcuts" className="button button--icon">
          <HelpIcon />
        </CommandButton>
      </div>
    </header>
  )
}
