import { EMPTY_MODEL, withRegistry, type Model } from '../src/core/document/model.ts'
import { bufferOf, type Entry } from '../src/core/registry/entry.ts'
import { factoryId, factoryOf, type Factory } from '../src/core/registry/factory.ts'
import { LOCATIONS } from '../src/core/registry/location.ts'
import { refreshSubtree } from '../src/core/registry/refresh.ts'
import type { Registry } from '../src/core/registry/registry.ts'

const ROOT = factoryId('f0')

/** A tree with ten children a factory; two of three buffers in an arena, one in eight an alias. */
export function largeModel(factories: number, perFactory: number): Model {
  const list = Array.from({ length: factories }, (_, f): Factory => {
    const buffers = Array.from({ length: perFactory }, (_, b): Entry => {
      const location = LOCATIONS[b % 3] ?? 'local'
      return bufferOf(
        {
          name: `b${b}`,
          size: 1 + ((f * 7 + b * 13) % 64),
          location,
          aliases: b % 8 === 7 ? `b${b - 1}` : null,
        },
        'float32',
      )
    })
    const children = Array.from({ length: 10 }, (_, c) => f * 10 + c + 1)
      .filter((child) => child < factories)
      .map((child) => ({ name: `c${child}`, factory: factoryId(`f${child}`) }))
    const regions = children.flatMap(({ name }) =>
      (['shared', 'persistent_local'] as const).map((of): Entry => ({
        ...{ kind: 'child-region', name: `${name}_${of}`, child: name, of },
        ...{ size: 0, aliases: null, dtype: 'float32' },
      })),
    )
    return { ...factoryOf({ id: `f${f}` }), entries: [...buffers, ...regions], children }
  })
  const registry: Registry = { extentRule: 'elements', factories: list, roots: [ROOT] }
  return withRegistry(EMPTY_MODEL, refreshSubtree(registry, ROOT))
}
