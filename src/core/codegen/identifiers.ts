/** Languages whose identifiers are made from names; in WGSL a name never becomes one. */
export type NamedLanguage = 'python' | 'cpp'

/** Longest part that is taken from a name. */
const MAX_LENGTH = 64

const RESERVED: Readonly<Record<NamedLanguage, ReadonlySet<string>>> = {
  python: wordsOf(`
    False None True and as assert async await break case class continue def del elif else except
    finally for from global if import in is lambda match nonlocal not or pass raise return try type
    while with yield
    abs all any bin bool bytes callable chr classmethod compile complex cuda delattr dict dir divmod
    enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id
    input int isinstance issubclass iter len list locals map max memoryview min next numba numpy
    object oct open ord pow print property quit range repr reversed round set setattr slice sorted
    staticmethod str sum super tuple vars zip
    shared_scratch persistent_local shared persistent`),
  cpp: wordsOf(`
    alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t
    char32_t class compl concept const consteval constexpr constinit const_cast continue co_await
    co_return co_yield decltype default delete do double dynamic_cast else enum explicit export
    extern false float for friend goto if inline int long mutable namespace new noexcept not not_eq
    nullptr operator or or_eq private protected public register reinterpret_cast requires return
    short signed sizeof static static_assert static_cast struct switch template this thread_local
    throw true try typedef typeid typename union unsigned using virtual void volatile wchar_t while
    xor xor_eq final override import module std main
    asm_ typeof linux unix i386 errno assert offsetof major minor min max stdin stdout stderr
    near far small interface signbit isnan isinf isfinite
    threadIdx blockIdx blockDim gridDim warpSize dim3 half half2
    element float16 shared_elements persistent_local_elements local_elements offset extent size
    value_type array get`),
}

/**
 * One valid identifier for each name, in order, all different: ASCII letters, digits and single inner
 * underscores, no keyword, no builtin. A name that is one already keeps it, whatever the others are.
 */
export function identifiersOf(
  names: readonly string[],
  language: NamedLanguage,
): readonly string[] {
  const taken = new Set<string>()
  const found = names.map((name) => {
    const kept = plainIdentifier(name, language) === name && !taken.has(name) ? name : null
    if (kept !== null) taken.add(kept)
    return kept
  })
  // Where the search for a free number goes on, so that 10,000 equal names cost 10,000 steps.
  const nextNumber = new Map<string, number>()
  return found.map((kept, i) => {
    if (kept !== null) return kept
    const base = plainIdentifier(names[i] ?? '', language)
    let free = base
    for (let number = nextNumber.get(base) ?? 2; taken.has(free); number++) {
      free = `${base}_${number}`
      nextNumber.set(base, number + 1)
    }
    taken.add(free)
    return free
  })
}

/** WGSL's identifier of the factory at a position of the registry: `f3`. */
export function wgslFactory(position: number): string {
  return `f${position}`
}

/** WGSL's identifier of the entry at a position of its factory: `f3_b12`. */
export function wgslEntry(factory: number, entry: number): string {
  return `${wgslFactory(factory)}_b${entry}`
}

/** WGSL's name of the child at a position of its parent's edges: `f3_c1`. */
export function wgslChild(factory: number, child: number): string {
  return `${wgslFactory(factory)}_c${child}`
}

/** The nearest identifier to a name, not yet different from those of other names. */
function plainIdentifier(name: string, language: NamedLanguage): string {
  const folded = name
    .slice(0, 4 * MAX_LENGTH)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .slice(0, MAX_LENGTH)
    .replace(/^_+|_+$/g, '')
  const started = folded === '' ? 'unnamed' : /^[0-9]/.test(folded) ? `n${folded}` : folded
  return isReserved(started, language) ? `${started}_buffer` : started
}

/** Upper case alone is how macros are written, and no list names them all. */
function isReserved(identifier: string, language: NamedLanguage): boolean {
  if (RESERVED[language].has(identifier)) return true
  return language === 'cpp' && !/[a-z]/.test(identifier)
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/))
}
