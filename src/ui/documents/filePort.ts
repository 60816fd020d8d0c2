import { MAX_INPUT_BYTES } from '../../formats/limits.ts'
import { SAMPLES } from '../../formats/samples.ts'
import type { Opened } from '../../formats/open.ts'
import type { InspectorActions } from '../../store/inspectorStore.ts'
import type { Opening } from '../../store/documentActions.ts'
import type { WorkContext } from '../../store/workActions.ts'
import type { FilePort } from '../commands/command.ts'
import type { DocumentAnswer, DocumentJob } from './background/documentJob.ts'
import { nameOfFile } from './saveName.ts'
import { seenIn, type SeenText } from './seen.ts'

/** The browser's files for the commands. What is opened is parsed in a part that is loaded then. */
export function createFilePort(actions: InspectorActions): FilePort {
  const open = (input: Blob, how: OpenHow) => openInput(actions, input, how)

  async function openFile(file: File): Promise<void> {
    if (file.size > MAX_INPUT_BYTES) {
      actions.say('bad', `${file.name} has ${file.size} B; ${MAX_INPUT_BYTES} B are read at most.`)
      return
    }
    await open(file, { name: file.name, nameless: nameOfFile(file.name) })
  }

  return {
    openFile,
    pick: () => pickFile((file) => void openFile(file)),
    openText: (text, name) => open(new Blob([text]), { name }),
    openShared: (input, seen) => open(input, { name: 'The shared layout', seen }),
    openPhase: (text, phase) => open(new Blob([text]), { name: `The phase ${phase}`, phase }),
    openSample: async (id) => {
      const sample = SAMPLES.find((other) => other.id === id)
      if (sample !== undefined) await open(new Blob([await sample.load()]), { name: sample.title })
    },
    readCompared: (file) => readCompared(actions, file),
    exportJson: async (model, fileName) => {
      const what = { kind: 'export', label: `Writing ${fileName}` } as const
      const json = await printed(actions, what, { kind: 'print', model })
      if (json === null) return
      download(fileName, json, 'application/json')
      actions.say('good', `Saved ${fileName}.`)
    },
    copyJson: async (model) => {
      const what = { kind: 'export', label: 'Writing the layout document' } as const
      const json = await printed(actions, what, { kind: 'print', model })
      if (json !== null) await copy(actions, await json.text(), 'The layout document')
    },
    linkHash: async (model) => {
      const what = { kind: 'share', label: 'Making the link' } as const
      const answer = await doWork(actions, what, { kind: 'hash', model })
      return answer?.kind === 'hash' ? answer.hash : null
    },
    emit: async (model, target) => {
      const what = { kind: 'code', label: 'Writing the code' } as const
      const answer = await doWork(actions, what, { kind: 'code', model, target })
      return answer?.kind === 'code' ? answer.code : null
    },
    download,
    copy: (text, what) => copy(actions, text, what),
  }
}

interface OpenHow {
  readonly name: string
  readonly phase?: string
  /** What a document that has no name is called. */
  readonly nameless?: string
  readonly seen?: SeenText
}

/** Shows what is good; what is not leaves the open document as it is and says what is wrong. */
async function openInput(
  actions: InspectorActions,
  input: Blob,
  { name, phase, nameless, seen }: OpenHow,
): Promise<void> {
  const what = { kind: 'open', label: `Opening ${name}` } as const
  const answer = await doWork(actions, what, { kind: 'open', input, phase, nameless })
  if (answer === null) return
  if (answer.kind !== 'opened') {
    actions.say('bad', `${name} could not be read; is it a folder, or was it moved?`)
    return
  }
  const { opened, text } = answer
  if (opened.kind === 'invalid') {
    const { problems, unlisted } = opened
    actions.setDialog({ kind: 'problems', fileName: name, problems, unlisted })
    actions.say('bad', `${name} could not be opened; nothing was changed.`)
    return
  }
  actions.open(opened.model, openingOf(opened, text, seen))
}

function openingOf(
  { model, phases, phase, notices }: Extract<Opened, { kind: 'ok' }>,
  text: string,
  seen: SeenText | undefined,
): Opening {
  const [notice] = notices
  const others = notices.length > 1 ? ` And ${notices.length - 1} more.` : ''
  return {
    source: { text, phases, phase },
    ...(seen === undefined ? {} : { seen: seenIn(model.registry, seen) }),
    ...(notice === undefined ? {} : { notice: `${notice.message}${others}` }),
  }
}

/** A file to compare with, or null where it was given up or cannot be; which is said. */
async function readCompared(actions: InspectorActions, file: File) {
  const what = { kind: 'compare', label: `Reading ${file.name}` } as const
  const nameless = nameOfFile(file.name)
  const answer = await doWork(actions, what, { kind: 'open', input: file, nameless })
  if (answer === null) return null
  if (answer.kind === 'opened' && answer.opened.kind === 'ok') return answer.opened.model
  const why =
    answer.kind === 'opened' && answer.opened.kind === 'invalid'
      ? (answer.opened.problems[0]?.message ?? 'it is empty.')
      : 'is it a folder, or was it moved?'
  actions.say('bad', `${file.name} could not be read: ${why}`)
  return null
}

async function printed(
  actions: InspectorActions,
  what: Parameters<InspectorActions['work']>[0],
  job: DocumentJob,
): Promise<Blob | null> {
  const answer = await doWork(actions, what, job)
  return answer?.kind === 'printed' ? answer.json : null
}

/** The answer to a job; null where it was given up, or failed, which is said. */
async function doWork(
  actions: InspectorActions,
  what: Parameters<InspectorActions['work']>[0],
  job: DocumentJob,
): Promise<DocumentAnswer | null> {
  try {
    const worked = await actions.work(what, (context) => runJob(job, context))
    return worked.kind === 'done' ? worked.value : null
  } catch (error) {
    const why = error instanceof Error ? error.message : 'no reason was given.'
    actions.say('bad', `${what.label} failed; nothing was changed. ${why}`)
    return null
  }
}

async function runJob(job: DocumentJob, context: WorkContext): Promise<DocumentAnswer> {
  const { runDocumentJob } = await import('./background/runDocumentJob.ts')
  return runDocumentJob(job, context)
}

async function copy(actions: InspectorActions, text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    actions.say('good', `${what} is on the clipboard.`)
  } catch {
    actions.say('bad', `${what} could not be copied: the browser refused the clipboard.`)
  }
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
