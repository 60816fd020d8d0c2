import type { Theme, View, DrawerTab, Units } from '../../store/state.ts'
import { committedModel } from '../../store/state.ts'
import { SEARCH_ID } from '../tree/searchIds.ts'
import { always, hasDocument, type Command } from './command.ts'

const VIEWS: readonly (readonly [View, string])[] = [
  ['factory', 'Factory view'],
  ['run', 'Run view'],
  ['block', 'Block view'],
  ['table', 'Table of all buffers'],
  ['diff', 'Compare'],
]

const DRAWERS: readonly (readonly [DrawerTab, string])[] = [
  ['launch', 'Launch'],
  ['findings', 'Findings'],
  ['code', 'Code'],
  ['verification', 'Verification'],
  ['history', 'History'],
]

const UNITS: readonly Units[] = ['elements', 'words', 'bytes']
const THEMES: readonly Theme[] = ['system', 'light', 'dark']

/** What is shown, and how; none of it is a step of the history. */
export const VIEW_COMMANDS: readonly Command[] = [
  {
    id: 'find',
    title: 'Find buffers',
    group: 'View',
    keys: ['Ctrl+F', '/'],
    isAvailable: hasDocument,
    run: () => {
      const field = document.getElementById(SEARCH_ID)
      if (!(field instanceof HTMLInputElement)) return
      field.focus()
      field.select()
    },
  },
  ...VIEWS.map(([view, title], i): Command => ({
    id: `view-${view}`,
    title,
    group: 'View',
    keys: [`Alt+${i + 1}`],
    isAvailable: hasDocument,
    run: ({ actions }) => actions.setView(view),
  })),
  ...DRAWERS.map(([tab, title], i): Command => ({
    id: `drawer-${tab}`,
    title: `Show ${title.toLowerCase()}`,
    group: 'View',
    keys: [`Alt+${i + 6}`.replace('10', '0')],
    isAvailable: hasDocument,
    run: ({ actions }) => actions.setDrawer(tab),
  })),
  {
    id: 'collapse-all',
    title: 'Collapse all factories',
    group: 'View',
    keys: ['Shift+ArrowLeft'],
    isAvailable: hasDocument,
    run: ({ actions, readState }) =>
      actions.setCollapsed(
        new Set(committedModel(readState())?.registry.factories.map((factory) => factory.id)),
      ),
  },
  {
    id: 'expand-all',
    title: 'Expand all factories',
    group: 'View',
    keys: ['Shift+ArrowRight'],
    isAvailable: hasDocument,
    run: ({ actions }) => actions.setCollapsed(new Set()),
  },
  ...UNITS.map((units): Command => ({
    id: `units-${units}`,
    title: `Units: ${units}`,
    group: 'View',
    keys: [],
    isAvailable: always,
    run: ({ actions }) => actions.prefer({ units }),
  })),
  {
    id: 'units-next',
    title: 'Next unit',
    group: 'View',
    keys: ['Shift+U'],
    isAvailable: always,
    run: ({ actions, readState }) => {
      const at = UNITS.indexOf(readState().preferences.units)
      actions.prefer({ units: UNITS[(at + 1) % UNITS.length] ?? 'elements' })
    },
  },
  {
    id: 'radix',
    title: 'Decimal or hexadecimal',
    group: 'View',
    keys: ['Shift+X'],
    isAvailable: always,
    run: ({ actions, readState }) =>
      actions.prefer({ radix: readState().preferences.radix === 'dec' ? 'hex' : 'dec' }),
  },
  ...THEMES.map((theme): Command => ({
    id: `theme-${theme}`,
    title: `Theme: ${theme}`,
    group: 'View',
    keys: [],
    isAvailable: always,
    run: ({ actions }) => actions.prefer({ theme }),
  })),
]
