import type { Model } from '../../core/document/model.ts'
import { setGroup, setSettingKey, setWeight } from '../../core/registry/annotations.ts'
import { DTYPE_NAMES, isDType } from '../../core/registry/dtype.ts'
import type { Buffer, Entry } from '../../core/registry/entry.ts'
import type { Factory } from '../../core/registry/factory.ts'
import type { Registry } from '../../core/registry/registry.ts'
import { quoted } from '../../core/registry/registryError.ts'
import {
  rename,
  resize,
  setAlias,
  setDType,
  setPersistent,
  setPinned,
} from '../../core/registry/verbs.ts'
import { useActions } from '../inspectorContext.ts'
import { Check, Choice, Field } from './Field.tsx'
import { InspectorFindings } from './InspectorFindings.tsx'
import { InspectorTitle } from './InspectorTitle.tsx'
import { MoveTo } from './MoveTo.tsx'
import { PlaceFacts } from './PlaceFacts.tsx'

interface Props {
  readonly model: Model
  readonly factory: Factory
  readonly entry: Entry
}

/** One buffer or region: its fields, its memory, where it came to lie, what is to be said of it. */
export function BufferInspector({ model, factory, entry }: Props) {
  return (
    <>
      <InspectorTitle model={model} factory={factory} name={entry.name} />
      {entry.kind === 'buffer' ? (
        <BufferFields factory={factory} buffer={entry} />
      ) : (
        <p className="inspector__note">
          The region of the child <b>{entry.child}</b>: a snapshot of what the child needed when it
          was registered or last refreshed. Change the child’s own buffers to change it.
        </p>
      )}
      <PlaceFacts model={model} factory={factory} entry={entry} />
      <InspectorFindings factory={factory.id} entry={entry.name} />
    </>
  )
}

function BufferFields({ factory, buffer }: { readonly factory: Factory; readonly buffer: Buffer }) {
  const { edit, select, say } = useActions()
  const ref = { factory: factory.id, name: buffer.name }

  function editOrSay(label: string, verb: (registry: Registry) => Registry): void {
    const problem = edit(label, verb)
    if (problem !== null) say('bad', problem)
  }

  return (
    <>
      <Field
        label="Name"
        value={buffer.name}
        onCommit={(name) => {
          const problem = edit(`Rename ${buffer.name} to ${name}`, (r) => rename(r, ref, name))
          if (problem === null) select([{ factory: factory.id, name }])
          return problem
        }}
      />
      <Field
        label="Size"
        isNumeric
        value={String(buffer.size)}
        onCommit={(text) =>
          isNumber(text)
            ? edit(`Resize ${buffer.name} to ${text.trim()}`, (r) => resize(r, ref, Number(text)))
            : notANumber(text)
        }
      />
      <Choice
        label="Type"
        value={buffer.dtype}
        options={DTYPE_NAMES.map((dtype) => [dtype, dtype])}
        onChoose={(dtype) => {
          if (isDType(dtype))
            editOrSay(`Type of ${buffer.name}: ${dtype}`, (r) => setDType(r, ref, dtype))
        }}
      />
      <Choice
        label="Alias of"
        value={buffer.aliases === null ? '' : `=${buffer.aliases}`}
        options={aliasOptions(factory, buffer)}
        onChoose={(value) => {
          const aliases = value === '' ? null : value.slice(1)
          const label =
            aliases === null
              ? `${buffer.name} aliases nothing`
              : `${buffer.name} aliases ${aliases}`
          editOrSay(label, (r) => setAlias(r, ref, aliases))
        }}
      />
      <MoveTo location={buffer.location} />
      <div className="checks">
        <Check
          label="Must survive calls"
          note="The contents must survive from one call of the device function to the next."
          isOn={buffer.persistent}
          onToggle={(isOn) =>
            editOrSay(`${isOn ? 'Persistent' : 'Not persistent'}: ${buffer.name}`, (r) =>
              setPersistent(r, ref, isOn),
            )
          }
        />
        <Check
          label="Pinned"
          note="A suggested placement leaves it where it is."
          isOn={buffer.pinned}
          onToggle={(isOn) =>
            editOrSay(`${isOn ? 'Pin' : 'Unpin'} ${buffer.name}`, (r) => setPinned(r, ref, isOn))
          }
        />
      </div>
      <details className="more">
        <summary>Group, weight, setting</summary>
        <Annotations factory={factory} buffer={buffer} />
      </details>
    </>
  )
}

function Annotations({ factory, buffer }: { readonly factory: Factory; readonly buffer: Buffer }) {
  const { edit } = useActions()
  const ref = { factory: factory.id, name: buffer.name }
  const textOrNull = (text: string) => (text.trim() === '' ? null : text)
  return (
    <>
      <Field
        label="Group"
        placeholder="moves alone"
        value={buffer.group ?? ''}
        onCommit={(text) =>
          edit(`Group of ${buffer.name}: ${text}`, (r) => setGroup(r, ref, textOrNull(text)))
        }
      />
      <Field
        label="Weight"
        isNumeric
        placeholder="its size"
        value={buffer.weight === null ? '' : String(buffer.weight)}
        onCommit={(text) =>
          text.trim() === '' || isNumber(text)
            ? edit(`Weight of ${buffer.name}: ${text}`, (r) =>
                setWeight(r, ref, text.trim() === '' ? null : Number(text)),
              )
            : notANumber(text)
        }
      />
      <Field
        label="Setting"
        placeholder={`${buffer.name}_location`}
        value={buffer.settingKey ?? ''}
        onCommit={(text) =>
          edit(`Setting of ${buffer.name}: ${text}`, (r) => setSettingKey(r, ref, textOrNull(text)))
        }
      />
    </>
  )
}

function isNumber(text: string): boolean {
  return /^\s*[+-]?\d+(\.\d+)?\s*$/.test(text)
}

function notANumber(text: string): string {
  return `${quoted(text)} is not a number.`
}

/** A leading sign keeps "none" apart from a buffer that bears any name at all. */
function aliasOptions(factory: Factory, buffer: Buffer): readonly (readonly [string, string])[] {
  const names = factory.entries.flatMap((entry) =>
    entry.name === buffer.name ? [] : [[`=${entry.name}`, entry.name] as const],
  )
  const { aliases } = buffer
  const isAbsent = aliases !== null && !names.some(([, name]) => name === aliases)
  const absent = isAbsent ? [[`=${aliases}`, `${aliases} (absent)`] as const] : []
  return [['', 'none'], ...absent, ...names]
}
