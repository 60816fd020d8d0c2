import { expect, test } from 'vitest'
import { edited } from '../src/core/document/edit.ts'
import type { Model } from '../src/core/document/model.ts'
import { kernelLayoutOf } from '../src/core/layout/kernelLayout.ts'
import { factoryId } from '../src/core/registry/factory.ts'
import { LOCATIONS } from '../src/core/registry/location.ts'
import { relocate } from '../src/core/registry/verbs.ts'
import { bandsOf } from '../src/map/bands.ts'
import { sceneOfKernel, type Scene } from '../src/map/scene.ts'
import { zoomed } from '../src/map/window.ts'
import { largeModel } from './largeModel.ts'

const ROOT = factoryId('f0')
const PIXELS = 1600

/** Processor time of the process, which other programs do not add to. */
function timed(rounds: number, work: (round: number) => void): { cpuMs: number; wallMs: number } {
  const cpu: number[] = []
  const wall: number[] = []
  for (let round = -3; round < rounds; round++) {
    const before = process.cpuUsage()
    const start = performance.now()
    work(round)
    if (round < 0) continue
    wall.push(performance.now() - start)
    const { user, system } = process.cpuUsage(before)
    cpu.push((user + system) / 1000)
  }
  const median = (times: number[]) => times.sort((a, b) => a - b)[times.length >> 1] ?? 0
  return { cpuMs: Number(median(cpu).toFixed(2)), wallMs: Number(median(wall).toFixed(2)) }
}

function sceneFor({ registry }: Model): Scene {
  const kernel = kernelLayoutOf(registry, ROOT)
  if (kernel === null) throw new Error('no root')
  return sceneOfKernel(kernel)
}

/** The paint lists of all rows of all lanes at one zoom. */
function frame(scene: Scene, zoom: number): number {
  let bands = 0
  for (const location of LOCATIONS) {
    const lane = scene.lanes[location]
    const domain = { from: 0, to: lane.endBytes }
    const about = domain.to * 0.37
    const window = zoomed(domain, domain, { factor: 1 / zoom, about })
    for (let row = 0; row < lane.rows.length; row++)
      bands += bandsOf(lane, row, { ...window, pixels: PIXELS, narrow: 1.5 }).length
  }
  return bands
}

for (const [factories, perFactory] of [
  [1000, 100],
  [1000, 1000],
] as const)
  test(`maps of ${factories} factories of ${perFactory} buffers`, () => {
    const model = largeModel(factories, perFactory)
    const scene = sceneFor(model)
    const rows = []
    let bands = 0
    for (const zoom of [1, 8, 64, 512, 4096]) {
      const { cpuMs, wallMs } = timed(40, () => (bands = frame(scene, zoom)))
      rows.push({ what: `frame at zoom ${zoom}`, bands, cpuMs, wallMs })
    }
    let present = model
    const deep = factoryId(`f${factories - 1}`)
    const relocation = timed(30, (round) => {
      const location = LOCATIONS[(round + 3) % 3] ?? 'local'
      present = edited(present, (registry) =>
        relocate(registry, { factory: deep, name: 'b5' }, location),
      )
      bands = frame(sceneFor(present), 1)
    })
    rows.push({ what: 'relocation, layout, segments, paint list', bands, ...relocation })
    console.table(rows)
    expect(bands).toBeGreaterThan(0)
  })
