import type { CodeTarget } from '../../../core/codegen/generated.ts'

export type TintKind = 'plain' | 'comment' | 'string' | 'number' | 'keyword'

/** A stretch of a line that is drawn in one colour. */
export interface Tint {
  readonly kind: TintKind
  readonly text: string
}

const KEYWORDS = {
  python:
    'def return if else elif for while in not and or is import from as class None True False assert raise pass lambda with',
  cuda: '__device__ __forceinline__ __host__ auto char class const constexpr double else extern float for if inline int long namespace return sizeof static static_assert struct template typename unsigned using void while',
  wgsl: 'alias array atomic bitcast const continue else f32 fn for function i32 if let loop override private ptr read read_write return storage struct switch u32 uniform var vec2 while workgroup',
} as const

const WORDS = {
  python: new Set(KEYWORDS.python.split(' ')),
  cuda: new Set(KEYWORDS.cuda.split(' ')),
  wgsl: new Set(KEYWORDS.wgsl.split(' ')),
}

export type Language = keyof typeof KEYWORDS

export const LANGUAGES = {
  numba: 'python',
  cubie: 'python',
  settings: 'python',
  cuda: 'cuda',
  wgsl: 'wgsl',
} as const satisfies Record<CodeTarget, Language>

const HASH_COMMENTS =
  /(#.*$)|("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(\b0x[\da-f]+\b|\b\d+(?:\.\d+)?\w?\b)|([A-Za-z_]\w*)/gi
const SLASH_COMMENTS =
  /(\/\/.*$|\/\*.*?\*\/)|("(?:\\.|[^"\\])*")|(\b0x[\da-f]+u?\b|\b\d+(?:\.\d+)?\w?\b)|([A-Za-z_]\w*)/gi

/** A line cut where its colour changes; its texts joined are the line. What spans lines stays plain. */
export function tintOf(line: string, language: Language): readonly Tint[] {
  const tints: Tint[] = []
  let from = 0
  const pattern = language === 'python' ? HASH_COMMENTS : SLASH_COMMENTS
  for (const match of line.matchAll(pattern)) {
    const kind = kindOf(match, language)
    if (kind === 'plain') continue
    if (match.index > from) tints.push({ kind: 'plain', text: line.slice(from, match.index) })
    tints.push({ kind, text: match[0] })
    from = match.index + match[0].length
  }
  if (from < line.length) tints.push({ kind: 'plain', text: line.slice(from) })
  return tints
}

function kindOf(match: RegExpMatchArray, language: Language): TintKind {
  const [text, comment, string, number] = match
  if (comment !== undefined) return 'comment'
  if (string !== undefined) return 'string'
  if (number !== undefined) return 'number'
  return WORDS[language].has(text) ? 'keyword' : 'plain'
}
