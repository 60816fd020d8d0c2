/** Characters of a name that a comment shows; the rest is cut. */
const COMMENT_LENGTH = 120

/**
 * A text as it may stand in a comment of Python, C++ or WGSL: quoted, printable ASCII, at most 120
 * characters of the name. It ends in a quote, so no backslash is last on a line, and it holds neither
 * a comment's end nor a trigraph.
 */
export function commentText(text: string): string {
  const shown = text.length > COMMENT_LENGTH ? `${text.slice(0, COMMENT_LENGTH)}...` : text
  const escaped = escapeUnits(shown)
    .replaceAll('*/', '*\\/')
    .replaceAll('/*', '/\\*')
    .replaceAll('?', '\\x3f')
  return `"${escaped}"`
}

/** A Python string literal of the same characters, in printable ASCII; half a surrogate pair stays half. */
export function pythonString(text: string): string {
  return `"${Array.from(text, pythonCharacter).join('')}"`
}

function pythonCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : escapeUnits(character)
}

/** Every unit that is not printable ASCII as `\uXXXX`, quotes and backslashes behind a backslash. */
function escapeUnits(text: string): string {
  return text.replace(/[^ !#-[\]-~]/g, (unit) =>
    unit === '"' || unit === '\\'
      ? `\\${unit}`
      : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
