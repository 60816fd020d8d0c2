import { useFiles } from '../commands/commands.ts'
import { Modal } from './Modal.tsx'

const LINES = `from bufferscope_dump import dump

solver = Solver(...)          # yours, as it is
dump(solver, "kernel.json")   # reads, and changes nothing`

/** How a running cubie solver comes to the page: one file, three lines. */
export function FromCubie() {
  const files = useFiles()
  return (
    <Modal title="From a running cubie solver">
      <ol className="how-to">
        <li>
          Put{' '}
          <a href="bridge/bufferscope_dump.py" download="bufferscope_dump.py">
            bufferscope_dump.py
          </a>{' '}
          beside your script. It needs nothing but Python and cubie.
        </li>
        <li>
          Add these lines:
          <pre className="snippet" tabIndex={0} aria-label="Lines to add">
            {LINES}
          </pre>
        </li>
        <li>Run it, and open the file that it writes: drop it anywhere on this page.</li>
      </ol>
      <div className="modal__actions">
        <button
          type="button"
          className="button"
          onClick={() => void files.copy(LINES, 'The lines')}
        >
          Copy the lines
        </button>
        <button type="button" className="button button--primary" onClick={files.pick}>
          Open the file
        </button>
      </div>
    </Modal>
  )
}
