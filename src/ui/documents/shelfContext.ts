import { createContext, useContext } from 'react'
import type { Autosave } from '../../store/shelf/autosave.ts'

const ShelfContext = createContext<Autosave | null>(null)
export const ShelfProvider = ShelfContext.Provider

/** The documents that are kept in this browser. */
export function useShelf(): Autosave {
  const shelf = useContext(ShelfContext)
  if (shelf === null) throw new Error('no ShelfProvider stands above this component')
  return shelf
}
