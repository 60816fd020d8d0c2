import type { LineOwner } from '../../../core/codegen/generated.ts'
import { sameRef, type Ref } from '../../../store/state.ts'

const splitTexts = new Map<string, readonly string[]>()
const indices = new WeakMap<readonly LineOwner[], ReadonlyMap<number, LineOwner>>()

/** The lines of a text; the last text is remembered, since every scroll asks again. */
export function linesOf(text: string): readonly string[] {
  const known = splitTexts.get(text)
  if (known !== undefined) return known
  const lines = text.replace(/\n$/, '').split('\n')
  splitTexts.clear()
  splitTexts.set(text, lines)
  return lines
}

/** Owner by 1-based line. */
export function ownersByLine(owners: readonly LineOwner[]): ReadonlyMap<number, LineOwner> {
  const known = indices.get(owners)
  if (known !== undefined) return known
  const index = new Map(owners.map((owner) => [owner.line, owner]))
  indices.set(owners, index)
  return index
}

/** Whether a line is about a thing: a buffer's own lines, or for a factory those about it and its buffers. */
export function isAbout(owner: LineOwner, { factory, name }: Ref): boolean {
  return owner.factory === factory && (name === null || owner.buffer === name)
}

/** The first line, 1-based, that is about one of the things; null where there is none. */
export function firstLineAbout(owners: readonly LineOwner[], refs: readonly Ref[]): number | null {
  return owners.find((owner) => refs.some((ref) => isAbout(owner, ref)))?.line ?? null
}

/** What the next line about something else is about, before (-1) or behind (1) the selected thing. */
export function neighbourOwner(
  owners: readonly LineOwner[],
  selection: readonly Ref[],
  by: 1 | -1,
): Ref | null {
  const refs = owners.map((owner): Ref => ({ factory: owner.factory, name: owner.buffer }))
  const at = refs.findIndex((ref) => selection.some((other) => sameRef(other, ref)))
  if (at < 0) return refs[by === 1 ? 0 : refs.length - 1] ?? null
  for (let i = at + by; i >= 0 && i < refs.length; i += by) {
    const ref = refs[i]
    if (ref !== undefined && !sameRef(ref, refs[at] ?? null)) return ref
  }
  return null
}
