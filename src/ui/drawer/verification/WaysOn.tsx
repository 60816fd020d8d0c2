import type { Verdict } from '../../../core/probe/verdict.ts'
import { useActions } from '../../inspectorContext.ts'

/** What can be done where a check gave no answer; nothing where it did. */
export function WaysOn({ verdict }: { readonly verdict: Verdict }) {
  const isDevice = verdict.runner !== 'emulated'
  switch (verdict.kind) {
    case 'proven':
    case 'disproven':
      return null
    case 'unavailable':
      return (
        <>
          <p className="muted verdict__hint">
            WebGPU needs a secure page (https or localhost) and a browser that grants an adapter;
            after two crashes of its GPU process a browser grants none until it is started anew.
          </p>
          <Ways table={false} storage={false} emulated={isDevice} failed={null} />
        </>
      )
    case 'refused':
      return (
        <Ways
          table={verdict.offer === 'table'}
          storage={verdict.offer === 'storage-memory'}
          emulated={false}
          failed={null}
        />
      )
    case 'failed':
      return (
        <Ways
          table={verdict.program !== 'table'}
          storage={false}
          emulated={isDevice}
          failed={verdict}
        />
      )
    case 'cancelled':
      return <Ways table={false} storage={false} emulated={false} failed={null} />
  }
}

interface WaysProps {
  readonly table: boolean
  readonly storage: boolean
  readonly emulated: boolean
  readonly failed: Extract<Verdict, { readonly kind: 'failed' }> | null
}

function Ways({ table, storage, emulated, failed }: WaysProps) {
  const { verify, select } = useActions()
  const factory = failed?.factory ?? null
  return (
    <div className="blank__actions">
      {storage && (
        <button
          type="button"
          className="button"
          onClick={() => void verify({ program: 'generated', memory: 'storage' })}
        >
          Check over storage memory
        </button>
      )}
      {table && (
        <button type="button" className="button" onClick={() => void verify({ program: 'table' })}>
          Check by table
        </button>
      )}
      {emulated && (
        <button
          type="button"
          className="button"
          onClick={() => void verify({ runner: 'emulated' })}
        >
          Emulate one lane here
        </button>
      )}
      <button type="button" className="button" onClick={() => void verify()}>
        Try again
      </button>
      {failed !== null && factory !== null && (
        <button
          type="button"
          className="button"
          onClick={() => select([{ factory, name: failed.buffer }])}
        >
          Select {failed.buffer ?? factory}
        </button>
      )}
    </div>
  )
}
