import { kernelLayoutOf } from '../../core/layout/kernelLayout.ts'
import type { Model } from '../../core/document/model.ts'
import type { FactoryId } from '../../core/registry/factory.ts'
import { sceneOfKernel, type Scene } from '../../map/scene.ts'

/** What the whole run of a root is drawn from; the root must be in the registry. */
export function runSceneOf(model: Model, root: FactoryId): Scene {
  const kernel = kernelLayoutOf(model.registry, root)
  if (kernel === null) throw new Error(`the registry holds no root ${root}`)
  return sceneOfKernel(kernel)
}
