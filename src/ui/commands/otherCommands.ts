import { always, hasDocument, type Command } from './command.ts'

export const VERIFY_COMMANDS: readonly Command[] = [
  {
    id: 'verify',
    title: 'Verify on the device',
    group: 'Verify',
    keys: ['V', 'Ctrl+Enter'],
    isAvailable: hasDocument,
    run: ({ actions }) => void actions.verify(),
  },
  {
    id: 'verify-table',
    title: 'Verify the numbers alone, by the table kernel',
    group: 'Verify',
    keys: ['Shift+V'],
    isAvailable: hasDocument,
    run: ({ actions }) => void actions.verify({ program: 'table' }),
  },
  {
    id: 'verify-emulated',
    title: 'Check by emulation on this processor, one lane',
    group: 'Verify',
    keys: [],
    isAvailable: hasDocument,
    run: ({ actions }) => void actions.verify({ runner: 'emulated' }),
  },
  {
    id: 'cancel',
    title: 'Cancel what is under way',
    group: 'Verify',
    keys: ['Escape'],
    isAvailable: (state) => state.works.length > 0 || state.verification.kind === 'running',
    run: ({ actions, readState }) => {
      if (readState().works.length > 0) actions.cancelWork()
      else actions.cancelVerify()
    },
  },
  {
    id: 'live',
    title: 'Verify after every edit, or not',
    group: 'Verify',
    keys: ['Shift+L'],
    isAvailable: hasDocument,
    run: ({ actions, readState }) => actions.setLive(!readState().live),
  },
]

export const HELP_COMMANDS: readonly Command[] = [
  {
    id: 'palette',
    title: 'Command palette',
    group: 'Help',
    keys: ['Ctrl+K'],
    isAvailable: always,
    run: ({ actions }) => actions.setDialog({ kind: 'palette' }),
  },
  {
    id: 'shortcuts',
    title: 'Keyboard shortcuts',
    group: 'Help',
    keys: ['?'],
    isAvailable: always,
    run: ({ actions }) => actions.setDialog({ kind: 'shortcuts' }),
  },
  {
    id: 'marks',
    title: 'What the marks mean',
    group: 'Help',
    keys: ['Shift+H'],
    isAvailable: always,
    run: ({ actions }) => actions.setDialog({ kind: 'marks' }),
  },
]
