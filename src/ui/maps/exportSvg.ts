import type { WebGpuLimits } from '../../core/analysis/targets.ts'
import type { Model } from '../../core/document/model.ts'
import { bytesOf } from '../../core/registry/dtype.ts'
import type { Factory } from '../../core/registry/factory.ts'
import type { Location } from '../../core/registry/location.ts'
import { requireFactory } from '../../core/registry/registry.ts'
import { axesOf, type LaneAxis } from '../../map/axes.ts'
import { ticksOf } from '../../map/axis.ts'
import { bandsOf, type Band } from '../../map/bands.ts'
import { capacityLines, type CapacityLine } from '../../map/capacity.ts'
import { levelInset, rowHeight, rowsOf } from '../../map/rows.ts'
import type { Scene, SceneLane } from '../../map/scene.ts'
import type { Preferences } from '../../store/state.ts'
import { hueOf } from '../factoryColour.ts'
import { withUnit, inUnits } from '../figures.ts'
import type { Palette } from './palette.ts'
import { capacityDrawing, type CapacityDrawing } from './capacitySvg.ts'
import { runSceneOf } from './runScene.ts'
import { escaped, shortened } from './svgText.ts'

export interface SvgOptions {
  readonly palette: Palette
  readonly preferences: Preferences
  /** What this device grants a WebGPU workgroup; null where it was not asked. */
  readonly device: WebGpuLimits | null
  /** Pixels; 1,200 where nothing is said. */
  readonly width?: number
}

const ORDER = ['shared', 'persistent_local', 'local'] as const satisfies readonly Location[]
const TITLES = {
  shared: 'shared',
  persistent_local: 'persistent local',
  local: 'local',
} as const satisfies Record<Location, string>

const MARGIN = 24
const HEADER = 26
const AXIS = 22

/**
 * The run of the first root as an SVG document: the three lanes under each other, by the same level of
 * detail as on the page. The same model and options give the same bytes; every name is escaped.
 */
export function mapSvg(model: Model, options: SvgOptions): string {
  const { width = 1200, palette } = options
  const [root] = model.registry.roots
  const lanes: string[] = []
  let top = MARGIN + HEADER
  if (root !== undefined) {
    const scene = runSceneOf(model, root)
    const elementBytes = bytesOf(requireFactory(model.registry, root).precision)
    const capacity = capacityLines(model.launch, options.device)
    const axes = axesOf(scene, capacity, elementBytes)
    const drawing: Drawing = { model, scene, options, elementBytes, width, axes, capacity }
    for (const location of ORDER) {
      const limits = capacityOf(drawing, location)
      lanes.push(
        `<g transform="translate(${MARGIN} ${top})">`,
        ...laneSvg(drawing, location, limits),
        '</g>',
      )
      top += HEADER + limits.above + rowsOf(scene.lanes[location]).height + AXIS
    }
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${top}" viewBox="0 0 ${width} ${top}" font-family="Inter, sans-serif" font-size="12">`,
    `<title>${escaped(model.name)}</title>`,
    `<rect width="${width}" height="${top}" fill="${escaped(palette.background)}"/>`,
    `<text x="${MARGIN}" y="${MARGIN + 4}" font-size="15" font-weight="600" fill="${escaped(palette.ink)}">${escaped(model.name)}</text>`,
    ...lanes,
    '</svg>',
    '',
  ].join('\n')
}

interface Drawing {
  readonly model: Model
  readonly scene: Scene
  readonly options: SvgOptions
  readonly elementBytes: number
  readonly width: number
  readonly axes: Readonly<Record<Location, LaneAxis>>
  readonly capacity: readonly CapacityLine[]
}

function capacityOf(drawing: Drawing, location: Location): CapacityDrawing {
  const { scene, options, axes, elementBytes } = drawing
  return capacityDrawing(location === 'shared' ? drawing.capacity : [], {
    ...{ ...options, elementBytes, pixels: drawing.width - 2 * MARGIN },
    window: axes[location].domain,
    usedBytes: scene.lanes[location].totalBytes,
  })
}

function laneSvg(drawing: Drawing, location: Location, limits: CapacityDrawing): readonly string[] {
  const { options, elementBytes } = drawing
  const { palette, preferences } = options
  const lane = drawing.scene.lanes[location]
  const pixels = drawing.width - 2 * MARGIN
  const { domain } = drawing.axes[location]
  const { height } = rowsOf(lane)
  const total = withUnit(lane.totalBytes, elementBytes, preferences)
  const x = (bytes: number) => Math.round((bytes / domain.to) * pixels)
  const ticks = location === 'local' ? [] : ticksOf(domain, pixels, elementBytes)
  const parts = [
    `<text y="16" font-weight="600" fill="${escaped(palette.ink)}">${TITLES[location]}</text>`,
    `<text x="${pixels}" y="16" text-anchor="end" font-family="JetBrains Mono, monospace" fill="${escaped(palette.ink)}">${escaped(total)}</text>`,
    `<g transform="translate(0 ${HEADER})">`,
    ...limits.labels,
    `<g transform="translate(0 ${limits.above})">`,
    ...ticks.map(
      (tick) =>
        `<path d="M${x(tick)} 0V${height}" stroke="${escaped(palette.hairline)}"/>` +
        `<text x="${x(tick)}" y="${height + 13}" text-anchor="middle" font-size="10" font-family="JetBrains Mono, monospace" fill="${escaped(palette.muted)}">${escaped(inUnits(tick, elementBytes, preferences))}</text>`,
    ),
    ...limits.ground(height),
  ]
  for (let row = 0; row < lane.rows.length; row++)
    for (const band of bandsOf(lane, row, { ...domain, pixels, narrow: 1.5 }))
      parts.push(bandSvg(drawing, lane, { band, row }))
  return [...parts, ...limits.lines(height), '</g></g>']
}

function bandSvg(
  { model, options: { palette } }: Drawing,
  lane: SceneLane,
  { band, row }: { readonly band: Band; readonly row: number },
): string {
  const factory = lane.places[band.place]?.factory
  if (factory === undefined) return ''
  const hue = hueOf(model.registry, ownerOf(factory, band))
  const colour = escaped(palette.factories[hue] ?? palette.muted)
  const inset = levelInset(band.level)
  const top = (rowsOf(lane).tops[row] ?? 0) + inset
  const width = band.right - band.left
  const space = width > 4 ? 1 : 0
  const box = `x="${band.left}" y="${top}" width="${width - space}" height="${rowHeight(lane, row) - inset}"`
  if (band.kind === 'bar')
    return `<rect ${box} fill="${colour}" fill-opacity="${(0.35 + 0.65 * band.density).toFixed(2)}"/>`
  const entry = factory.entries[band.entry]
  if (entry === undefined) return ''
  const isRegion = entry.kind === 'child-region'
  const name = isRegion ? entry.child : entry.name
  const label = labelSvg(name, { left: band.left, width, middle: top + 17 }, palette.ink)
  return `<g><title>${escaped(name)}</title><rect ${box} rx="2" ${fillOf(band, isRegion, colour)}/>${label}</g>`
}

/** Regions are pale and outlined, aliases dashed, storage of its own full. */
function fillOf(band: Band, isRegion: boolean, colour: string): string {
  if (band.level > 0)
    return `fill="${colour}" fill-opacity="0.2" stroke="${colour}" stroke-dasharray="3 2"`
  return isRegion ? `fill="${colour}" fill-opacity="0.3" stroke="${colour}"` : `fill="${colour}"`
}

function ownerOf(factory: Factory, band: Band): Factory['id'] {
  const entry = factory.entries[band.entry]
  if (entry?.kind !== 'child-region') return factory.id
  return factory.children.find((edge) => edge.name === entry.child)?.factory ?? factory.id
}

function labelSvg(
  name: string,
  {
    left,
    width,
    middle,
  }: { readonly left: number; readonly width: number; readonly middle: number },
  ink: string,
): string {
  const text = shortened(name, width - 12)
  return text === ''
    ? ''
    : `<text x="${left + 6}" y="${middle}" fill="${escaped(ink)}">${escaped(text)}</text>`
}
