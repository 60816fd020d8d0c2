// Light or dark before anything is painted, as useTheme.ts keeps it from then on. A classic script: a
// module is run after the first picture.
document.documentElement.setAttribute('data-theme', isDark() ? 'dark' : 'light')

function isDark() {
  const theme = chosenTheme()
  const isSystem = theme !== 'light' && theme !== 'dark'
  return isSystem ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark'
}

/** What was chosen on an earlier visit, as preferences.ts keeps it; undefined where storage is refused. */
function chosenTheme() {
  try {
    /** @type {unknown} */
    const kept = JSON.parse(localStorage.getItem('bufferscope:preferences') ?? 'null')
    return typeof kept === 'object' && kept !== null && 'theme' in kept ? kept.theme : undefined
  } catch {
    return undefined
  }
}
