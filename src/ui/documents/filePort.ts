import type { Opened } from '../../formats/open.ts'
import { SAMPLES } from '../../formats/samples.ts'
import type { InspectorActions } from '../../store/inspectorStore.ts'
import type { FilePort } from '../commands/command.ts'

/** The browser's files for the commands. What is opened is parsed in a part that is loaded then. */
export function createFilePort(actions: InspectorActions): FilePort {
  async function openFile(file: File): Promise<void> {
    try {
      const { MAX_INPUT_BYTES } = await import('../../formats/open.ts')
      if (file.size > MAX_INPUT_BYTES) {
        actions.say(
          'bad',
          `${file.name} has ${file.size} B; ${MAX_INPUT_BYTES} B are read at most.`,
        )
        return
      }
      await openBytes(actions, new Uint8Array(await file.arrayBuffer()), file.name)
    } catch {
      // A folder, or a file that is gone.
      actions.say('bad', `${file.name} could not be read; is it a folder, or was it moved?`)
    }
  }
  return {
    openFile,
    pick: () => pickFile((file) => void openFile(file)),
    openText: (text, fileName) => openBytes(actions, new TextEncoder().encode(text), fileName),
    openPhase: async (text, phase) => {
      const { openText } = await import('../../formats/open.ts')
      show(actions, openText(text, { phase }), { fileName: `The phase ${phase}`, text })
    },
    openSample: async (id) => {
      const sample = SAMPLES.find((other) => other.id === id)
      if (sample !== undefined)
        await openBytes(actions, new TextEncoder().encode(await sample.load()), sample.title)
    },
    download,
    copy: async (text, what) => {
      try {
        await navigator.clipboard.writeText(text)
        actions.say('good', `${what} is on the clipboard.`)
      } catch {
        actions.say('bad', `${what} could not be copied: the browser refused the clipboard.`)
      }
    },
  }
}

async function openBytes(
  actions: InspectorActions,
  bytes: Uint8Array,
  fileName: string,
): Promise<void> {
  const [formats, { decodeText }] = await Promise.all([
    import('../../formats/open.ts'),
    import('../../formats/textOfBytes.ts'),
  ])
  const decoded = decodeText(bytes)
  const text = decoded.kind === 'text' ? decoded.text : ''
  show(actions, formats.openBytes(bytes), { fileName, text })
}

/** Shows what is good; what is not leaves the open document as it is and says what is wrong. */
function show(
  actions: InspectorActions,
  opened: Opened,
  { fileName, text }: { readonly fileName: string; readonly text: string },
): void {
  if (opened.kind === 'invalid') {
    const { problems, unlisted } = opened
    actions.setDialog({ kind: 'problems', fileName, problems, unlisted })
    actions.say('bad', `${fileName} could not be opened; nothing was changed.`)
    return
  }
  const { model, phases, phase, notices } = opened
  // Kept only where another phase can be asked for.
  actions.open(model, { text: phases.length > 1 ? text : '', phases, phase })
  const [notice] = notices
  const others = notices.length > 1 ? ` And ${notices.length - 1} more.` : ''
  if (notice !== undefined) actions.say('info', `${notice.message}${others}`)
}

function pickFile(onFile: (file: File) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.json,application/json'
  input.addEventListener('change', () => {
    const file = input.files?.[0]
    if (file !== undefined) onFile(file)
  })
  input.click()
}

function download(fileName: string, content: string | Blob, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // Later than the browser needs to begin reading it.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
