import { useEffect, useState } from 'react'
import { useFiles } from '../commands/commands.ts'

/** Files dropped anywhere and texts pasted outside of a field are opened; true while a file hovers. */
export function useFileDrop(): boolean {
  const files = useFiles()
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const listening = new AbortController()
    const options = { signal: listening.signal }
    window.addEventListener(
      'dragover',
      (event) => {
        if (event.dataTransfer?.types.includes('Files') !== true) return
        event.preventDefault()
        setOver(true)
      },
      options,
    )
    window.addEventListener(
      'dragleave',
      (event) => {
        if (event.relatedTarget === null) setOver(false)
      },
      options,
    )
    window.addEventListener(
      'drop',
      (event) => {
        const file = event.dataTransfer?.files[0]
        setOver(false)
        if (file === undefined) return
        event.preventDefault()
        void files.openFile(file)
      },
      options,
    )
    window.addEventListener(
      'paste',
      (event) => {
        if (event.target instanceof Element && event.target.closest('input, textarea') !== null)
          return
        // A dialog keeps the page to itself.
        if (document.querySelector('dialog[open]') !== null) return
        const [file] = event.clipboardData?.files ?? []
        const text = event.clipboardData?.getData('text/plain') ?? ''
        if (file !== undefined) void files.openFile(file)
        else if (text.trim() !== '') void files.openText(text, 'The pasted text')
      },
      options,
    )
    return () => listening.abort()
  }, [files])
  return isOver
}
