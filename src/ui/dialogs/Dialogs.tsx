import type { InspectorState } from '../../store/state.ts'
import { lazily } from '../app/lazily.tsx'
import { useInspector } from '../inspectorContext.ts'

const Palette = lazily(async () => (await import('./Palette.tsx')).Palette)
const Shortcuts = lazily(async () => (await import('./Shortcuts.tsx')).Shortcuts)
const Marks = lazily(async () => (await import('./Marks.tsx')).Marks)
const Problems = lazily(async () => (await import('./Problems.tsx')).Problems)
const FromCubie = lazily(async () => (await import('./FromCubie.tsx')).FromCubie)

const NewKernel = lazily(async () => (await import('./NewKernel.tsx')).NewKernel)
const Share = lazily(async () => (await import('./Share.tsx')).Share)
const MoveInto = lazily(async () => (await import('./MoveInto.tsx')).MoveInto)
const Unsaved = lazily(async () => (await import('./Unsaved.tsx')).Unsaved)
const Recent = lazily(async () => (await import('./Recent.tsx')).Recent)

const selectDialog = (state: InspectorState) => state.dialog

/** Dialogs that need to be told nothing. */
const PLAIN = {
  palette: Palette,
  shortcuts: Shortcuts,
  marks: Marks,
  'from-cubie': FromCubie,
  'new-kernel': NewKernel,
  recent: Recent,
  'move-into': MoveInto,
} as const

/** Loads them all: one is there as soon as it is asked for, and hears what is typed next. */
export async function preloadDialogs(): Promise<void> {
  const all = [...Object.values(PLAIN), Problems, Share, Unsaved]
  await Promise.all(all.map((dialog) => dialog.preload()))
}

/** The dialog that is open, if one is. */
export function Dialogs() {
  const dialog = useInspector(selectDialog)
  if (dialog === null) return null
  if (dialog.kind === 'problems') return <Problems {...dialog} />
  if (dialog.kind === 'share') return <Share link={dialog.link} />
  if (dialog.kind === 'unsaved') return <Unsaved name={dialog.name} proceed={dialog.proceed} />
  const Plain = PLAIN[dialog.kind]
  return <Plain />
}
