import type { LineOwner } from '../../../core/codegen/generated.ts'
import { sameRef, type Ref } from '../../../store/state.ts'

const splitTexts = new Map<string, readonly string[]>()

/** The lines of a text; the last text is remembered, since every scroll asks again. */
export function linesOf(text: string): readonly string[] {
  const known = splitTexts.get(text)
  if (known !== undefined) return known
  const lines = text.replace(/\n$/, '').split('\n')
  splitTexts.clear()
  splitTexts.set(text, lines)
  return lines
}

/** What a 1-based line is about; null for nothing. Owners are in line order. */
export function ownerAt(owners: readonly LineOwner[], line: number): LineOwner | null {
  let [low, high] = [0, owners.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((owners[middle]?.line ?? 0) <= line) low = middle + 1
    else high = middle
  }
  const owner = owners[low - 1]
  return owner?.line === line ? owner : null
}

/** Whether a line is about a thing: a buffer's own lines, or for a factory those about it and its buffers. */
export function isAbout(owner: LineOwner, { factory, name }: Ref): boolean {
  return owner.factory === factory && (name === null || owner.buffer === name)
}

/** The first line, 1-based, that is about one of the things; null where there is none. */
export function firstLineAbout(owners: readonly LineOwner[], refs: readonly Ref[]): number | null {
  if (refs.length === 0) return null
  return owners.find((owner) => refs.some((ref) => isAbout(owner, ref)))?.line ?? null
}

/** What the next line about something else is about, before (-1) or behind (1) the selected thing. */
export function neighbourOwner(
  owners: readonly LineOwner[],
  selection: readonly Ref[],
  by: 1 | -1,
): Ref | null {
  const at = owners.findIndex((owner) => selection.some((ref) => sameRef(ref, refOf(owner))))
  const here = refOf(owners[at])
  if (here === null) return refOf(owners[by === 1 ? 0 : owners.length - 1])
  for (let i = at + by; i >= 0 && i < owners.length; i += by) {
    const ref = refOf(owners[i])
    if (ref !== null && !sameRef(ref, here)) return ref
  }
  return null
}

function refOf(owner: LineOwner | undefined): Ref | null {
  return owner === undefined ? null : { factory: owner.factory, name: owner.buffer }
}
