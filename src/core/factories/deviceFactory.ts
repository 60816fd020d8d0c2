import type { Allocator } from '../layout/allocator.ts'
import type { BufferRegistry } from '../registry/bufferRegistry.ts'
import { CUDAFactory, type CompileSettings } from '../registry/cudaFactory.ts'
import type { Precision } from '../registry/dtype.ts'
import type { FactoryId } from '../registry/factory.ts'
import { requireFactory } from '../registry/registry.ts'
import { sizeProblem, sizeSettings, type SystemSizes } from './systemSizes.ts'

/** What a sample factory builds: the data from which device code is printed. */
export interface DeviceFunction {
  readonly factory: FactoryId
  readonly type: string
  readonly precision: Precision
  readonly settings: CompileSettings
  /** One allocator per entry, child regions included, in registration order. */
  readonly allocators: ReadonlyMap<string, Allocator>
  /** What its children built, by the name of the edge. */
  readonly children: ReadonlyMap<string, DeviceFunction>
}

/** What every sample factory is made with. */
export interface DeviceFactorySpec extends Partial<SystemSizes> {
  readonly registry?: BufferRegistry
  readonly id?: string
  /** float32 by default. */
  readonly precision?: Precision
}

/** What a child of its own is made with: the same system, and an id below the parent's. */
export function childSpec(spec: DeviceFactorySpec, name: string): DeviceFactorySpec {
  return spec.id === undefined ? spec : { ...spec, id: `${spec.id}/${name}` }
}

/** A factory of an integrator: sized by the system of equations, and by the factories that it holds. */
export abstract class DeviceFactory extends CUDAFactory<DeviceFunction> {
  readonly #type: string
  readonly #children: ReadonlyMap<string, DeviceFactory>

  constructor(
    type: string,
    { registry, id, precision, ...sizes }: DeviceFactorySpec,
    children: Iterable<readonly [string, DeviceFactory]> = [],
  ) {
    super({
      type,
      settings: sizeSettings(sizes),
      ...(registry === undefined ? {} : { registry }),
      ...(id === undefined ? {} : { id }),
      ...(precision === undefined ? {} : { precision }),
    })
    this.#type = type
    this.#children = new Map(children)
    for (const [name, child] of this.#children) this.registerChild(child, name)
  }

  /** Ensures the layout of the whole subtree, then takes the allocators, then those of the children. */
  override build(): DeviceFunction {
    this.registry.buildLayout(this)
    const { precision, entries } = requireFactory(this.registry.value, this.bufferContextId)
    return {
      factory: this.bufferContextId,
      type: this.#type,
      precision,
      settings: this.settings,
      allocators: new Map(
        entries.map((entry) => [entry.name, this.getBufferAllocator(entry.name)]),
      ),
      children: new Map([...this.#children].map(([name, child]) => [name, child.deviceFunction])),
    }
  }

  /**
   * Gives the whole subtree another system of equations: buffers are resized where they lie, and child
   * regions refreshed. Errors: invalid-value, arena-too-large.
   */
  resizeSystem(sizes: Partial<SystemSizes>): void {
    const waiting: DeviceFactory[] = [this]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      next.updateCompileSettings(sizes, { silent: true })
      waiting.push(...next.#children.values())
    }
    this.registry.buildLayout(this)
  }

  protected override settingProblem(key: string, value: unknown): string | null {
    return sizeProblem(key, value)
  }
}
