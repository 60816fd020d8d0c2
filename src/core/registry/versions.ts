import type { FactoryId } from './factory.ts'
import { factoryIn, pathDown, type Registry } from './registry.ts'

/** When each factory last changed, on a clock that counts changes; what `layoutVersion` is derived from. */
export class Versions {
  #clock = 0
  #floor = 0
  readonly #changed = new Map<FactoryId, number>()
  readonly #built = new Map<FactoryId, number>()

  /** Notes that these factories changed now. */
  touch(ids: readonly FactoryId[]): void {
    this.#clock++
    for (const id of ids) this.#changed.set(id, this.#clock)
  }

  /** Notes that anything may have changed: another value was put in. */
  touchAll(): void {
    this.#clock++
    this.#floor = this.#clock
  }

  /** The latest change of a factory or of anything below it: a child's change can move its parent's regions. */
  of(registry: Registry, id: FactoryId): number {
    const own = this.#changed.get(id) ?? 0
    if ((factoryIn(registry, id)?.children.length ?? 0) === 0) return Math.max(this.#floor, own)
    return pathDown(registry, [id]).reduce(
      (latest, at) => {
        const below = registry.factories[at]?.id
        return below === undefined ? latest : Math.max(latest, this.#changed.get(below) ?? 0)
      },
      Math.max(this.#floor, own),
    )
  }

  /** The version for which a factory's layout was last asked; null where it was dropped, or never asked. */
  builtOf(registry: Registry, id: FactoryId): number | null {
    const built = this.#built.get(id)
    return built === undefined ? null : Math.min(built, this.of(registry, id))
  }

  /** Notes that a factory's layout was asked now. */
  setBuilt(id: FactoryId): void {
    this.#built.set(id, this.#clock)
  }

  drop(id: FactoryId): void {
    this.#built.delete(id)
  }
}
