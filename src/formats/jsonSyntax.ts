/** Where a text stops being JSON, and what would have done there. */
export interface SyntaxFault {
  /** UTF-16 units from the start. */
  readonly at: number
  readonly line: number
  readonly column: number
  readonly message: string
}

/**
 * The first place where a text is not JSON, or null. Engines word such errors differently, and often
 * name no place, so this reads the text again; only ever after JSON.parse refused it. Nesting is kept
 * in a list: depth has no limit.
 */
export function jsonSyntaxFault(text: string): SyntaxFault | null {
  const open: ('[' | '{')[] = []
  let at = skipSpace(text, 0)
  let wanted: Wanted = 'a value'
  for (;;) {
    const step: Step = STEPS[wanted](text, at, open)
    if (step.kind === 'fault') return faultAt(text, step.at, step.expected)
    at = skipSpace(text, step.at)
    wanted = step.wanted
    if (wanted === 'the end') {
      return at === text.length ? null : faultAt(text, at, 'nothing more')
    }
  }
}

type Wanted =
  'a value' | 'a value or ]' | 'a name' | 'a name or }' | ':' | ', or an end' | 'the end'
type Step =
  | { readonly kind: 'on'; readonly at: number; readonly wanted: Wanted }
  | { readonly kind: 'fault'; readonly at: number; readonly expected: string }
type Stepper = (text: string, at: number, open: ('[' | '{')[]) => Step

const STEPS: Readonly<Record<Wanted, Stepper>> = {
  'a value': value,
  'a value or ]': (text, at, open) => (text[at] === ']' ? close(at, open) : value(text, at, open)),
  'a name': (text, at) => name(text, at, 'a name in double quotes'),
  'a name or }': (text, at, open) =>
    text[at] === '}' ? close(at, open) : name(text, at, 'a name in double quotes or }'),
  ':': (text, at) =>
    text[at] === ':'
      ? { kind: 'on', at: at + 1, wanted: 'a value' }
      : { kind: 'fault', at, expected: ':' },
  ', or an end': comma,
  'the end': (_, at) => ({ kind: 'on', at, wanted: 'the end' }),
}

function value(text: string, at: number, open: ('[' | '{')[]): Step {
  const first = text[at]
  if (first === '[' || first === '{') {
    open.push(first)
    return { kind: 'on', at: at + 1, wanted: first === '[' ? 'a value or ]' : 'a name or }' }
  }
  if (first === '"') {
    const end = textEnd(text, at)
    return end.kind === 'fault' ? end : after(end.at, open)
  }
  const word = matchAt(WORD, text, at)
  if (word !== null) return after(at + word.length, open)
  return { kind: 'fault', at, expected: 'a value' }
}

function name(text: string, at: number, expected: string): Step {
  if (text[at] !== '"') return { kind: 'fault', at, expected }
  const end = textEnd(text, at)
  return end.kind === 'fault' ? end : { ...end, wanted: ':' }
}

function comma(text: string, at: number, open: ('[' | '{')[]): Step {
  const inList = open.at(-1) === '['
  if (text[at] === ',') return { kind: 'on', at: at + 1, wanted: inList ? 'a value' : 'a name' }
  const end = inList ? ']' : '}'
  return text[at] === end ? close(at, open) : { kind: 'fault', at, expected: `, or ${end}` }
}

function close(at: number, open: ('[' | '{')[]): Step {
  open.pop()
  return after(at + 1, open)
}

function after(at: number, open: readonly string[]): Step {
  return { kind: 'on', at, wanted: open.length === 0 ? 'the end' : ', or an end' }
}

const WORD = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y
// What JSON.parse takes inside quotes: no control character, only the known escapes.
// eslint-disable-next-line no-control-regex -- JSON forbids exactly these
const INSIDE = /(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y
const SPACE = /[ \t\n\r]*/y

function textEnd(text: string, at: number): Step {
  const end = at + 1 + (matchAt(INSIDE, text, at + 1) ?? '').length
  if (text[end] === '"') return { kind: 'on', at: end + 1, wanted: 'the end' }
  const expected = text[end] === '\\' ? 'a known escape' : 'the closing quote of a text'
  return { kind: 'fault', at: end, expected }
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}

function skipSpace(text: string, at: number): number {
  return at + (matchAt(SPACE, text, at) ?? '').length
}

function faultAt(text: string, at: number, expected: string): SyntaxFault {
  const before = text.slice(0, at)
  const lines = before.split(/\r\n|\r|\n/)
  const column = Array.from(lines.at(-1) ?? '').length + 1
  const found = text.codePointAt(at)
  const shown =
    found === undefined ? 'the end of the file' : JSON.stringify(String.fromCodePoint(found))
  return {
    at,
    line: lines.length,
    column,
    message: `Found ${shown}, expected ${expected}.`,
  }
}
