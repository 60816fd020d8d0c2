import { useState } from 'react'
import { commandOf, useCommandContext, useFiles } from '../commands/commands.ts'
import { MAX_LENGTH, SAFE_LENGTH } from '../documents/shareLink.ts'
import { figure } from '../figures.ts'
import { Modal } from './Modal.tsx'

/** The whole document in an address: whoever opens it sees the layout, and no server ever does. */
export function Share({ link }: { readonly link: string }) {
  return (
    <Modal title="Share by a link">
      <p>
        The link holds the whole document, compressed, behind the #, with the view and the
        selection. Browsers do not send that part to any server.
      </p>
      <Link address={link} />
    </Modal>
  )
}

/** Whether the page is served by this machine to itself. */
function isLocal(): boolean {
  return /^(localhost|127\.|\[::1\])/.test(location.hostname)
}

function Link({ address }: { readonly address: string }) {
  const files = useFiles()
  const context = useCommandContext()
  const { length } = address
  const [isCopied, setCopied] = useState(false)
  const exportInstead = (
    <button type="button" className="button" onClick={() => commandOf('export-json').run(context)}>
      Export a file instead
    </button>
  )
  if (length > MAX_LENGTH)
    return (
      <>
        <p className="problem">
          The link would have {figure(length)} characters, and browsers open at most{' '}
          {figure(MAX_LENGTH)}: send a file.
        </p>
        <div className="modal__actions">{exportInstead}</div>
      </>
    )
  return (
    <>
      <input
        className="field figure"
        readOnly
        aria-label="Link"
        value={address}
        onFocus={(event) => event.target.select()}
      />
      <p className={length > SAFE_LENGTH ? 'problem' : 'muted'}>
        {figure(length)} characters
        {length > SAFE_LENGTH
          ? `: some chat and mail programs cut links beyond ${figure(SAFE_LENGTH)}; a file is safer.`
          : '.'}
      </p>
      {isLocal() && (
        <p className="problem">
          It opens where Bufferscope runs at {location.host}: for a colleague elsewhere, export a
          file.
        </p>
      )}
      <div className="modal__actions">
        {exportInstead}
        <button
          type="button"
          className="button button--primary"
          onClick={() => {
            void files.copy(address, 'The link').then(() => setCopied(true))
          }}
        >
          {isCopied ? 'Copied' : 'Copy the link'}
        </button>
      </div>
    </>
  )
}
