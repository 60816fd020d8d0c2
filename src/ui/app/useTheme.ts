import { useEffect } from 'react'
import type { InspectorState } from '../../store/state.ts'
import { useInspector } from '../inspectorContext.ts'

const selectTheme = (state: InspectorState) => state.preferences.theme

/** Light or dark on the root element: as chosen, else as the system has it. */
export function useTheme(): void {
  const theme = useInspector(selectTheme)
  useEffect(() => {
    const system = matchMedia('(prefers-color-scheme: dark)')
    function apply(): void {
      const isDark = theme === 'dark' || (theme === 'system' && system.matches)
      document.documentElement.setAttribute('data-theme', isDark ? 'dark' : 'light')
    }
    apply()
    system.addEventListener('change', apply)
    return () => system.removeEventListener('change', apply)
  }, [theme])
}
