import type { Factory, FactoryId } from './factory.ts'
import { factoryIn, pathDown, structureOf, type Registry } from './registry.ts'

const paths = new WeakMap<object, { readonly root: FactoryId; readonly path: readonly number[] }>()

/** The first root: the kernel that is launched; null where there is none. */
export function mainRoot(registry: Registry): Factory | null {
  const [root] = registry.roots
  return root === undefined ? null : factoryIn(registry, root)
}

/** The first root and all below it, children before parents; the walk is made once for the same edges. */
export function belowMainRoot(registry: Registry): readonly Factory[] {
  const [root] = registry.roots
  if (root === undefined) return []
  const structure = structureOf(registry)
  const known = paths.get(structure)
  const path = known?.root === root ? known.path : pathDown(registry, [root])
  if (path !== known?.path) paths.set(structure, { root, path })
  return path.flatMap((at) => registry.factories[at] ?? [])
}
