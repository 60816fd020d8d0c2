import type { OpenProblem, OpenProblems } from '../../store/state.ts'
import { useActions } from '../inspectorContext.ts'
import { Modal } from './Modal.tsx'

/** Why a file could not be opened: every problem, with its place. What was open is as it was. */
export function Problems({ fileName, problems, unlisted }: OpenProblems) {
  const { setDialog } = useActions()
  const count = problems.length + unlisted
  return (
    <Modal title={`${fileName} could not be opened`}>
      <p>
        {count === 1 ? 'One problem was' : `${count} problems were`} found, and nothing was changed:
        what was open is as it was.
      </p>
      <ul className="problems" tabIndex={0} aria-label="Problems">
        {problems.map((problem) => (
          <li key={`${problem.path} ${problem.message}`}>
            <code>{placeOf(problem)}</code>
            {problem.message}
          </li>
        ))}
      </ul>
      {unlisted > 0 && <p className="muted">{unlisted} more are not listed.</p>}
      <div className="modal__actions">
        <button type="button" className="button button--primary" onClick={() => setDialog(null)}>
          Back
        </button>
      </div>
    </Modal>
  )
}

function placeOf({ path, line, column }: OpenProblem): string {
  if (line !== undefined) return `line ${line}, column ${column ?? 1}`
  return path === '' ? 'the file' : path
}
