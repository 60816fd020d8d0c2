import { useLayoutEffect, useRef, useState, type PointerEvent, type MouseEvent } from 'react'
import type { Model } from '../../core/document/model.ts'
import { ticksOf } from '../../map/axis.ts'
import { bankInRun, innermostAt, RUN_PIXELS, type BlockRows } from '../../map/block.ts'
import type { Scene } from '../../map/scene.ts'
import { panned, within } from '../../map/window.ts'
import { useBufferDrag } from '../drag/useBufferDrag.ts'
import { huesOf } from '../factoryColour.ts'
import { figure } from '../figures.ts'
import { useActions, useInspector, useReadState } from '../inspectorContext.ts'
import { isByKey } from '../tree/menuAt.ts'
import { RowMenu } from '../tree/RowMenu.tsx'
import type { Pointed } from './aim.ts'
import { Axis } from './Axis.tsx'
import { draggedBy, isBufferAt, refOf, withRef } from './marks.ts'
import { LEAST_WORD_PIXELS, paintBlock } from './paintBlock.ts'
import { usePalette } from './palette.ts'
import { Tooltip } from './Tooltip.tsx'
import { useLaneZoom } from './useLaneZoom.ts'
import { useMapCommands } from './useMapCommands.ts'
import { useMarks } from './useMarks.ts'
import { useSize } from './useSize.ts'
import { useWindows } from './useWindows.ts'

interface Props {
  readonly model: Model
  readonly scene: Scene
  readonly block: BlockRows
  readonly elementBytes: number
  readonly showsBanks: boolean
  readonly label: string
}

interface PointedWord extends Pointed {
  readonly run: number
  readonly word: number
}

const AXIS = 'block'
const GUTTER = 34

/** The runs themselves, their axis, and what the pointer is on. */
export function BlockCanvas({ model, scene, block, elementBytes, showsBanks, label }: Props) {
  const lane = scene.lanes.shared
  const domain = { from: 0, to: Math.max(8, block.strideWords * 4) }
  const [windows, setWindow] = useWindows()
  const window = within(windows.get(AXIS) ?? domain, domain)
  const [scrollTop, setScrollTop] = useState(0)
  const [pointed, setPointed] = useState<PointedWord | null>(null)
  const frame = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const size = useSize(frame)
  const palette = usePalette()
  const preferences = useInspector((state) => state.preferences)
  const isDragging = useInspector((state) => state.drag !== null)
  const marks = useMarks(scene, model, false)
  const press = usePresses(model, scene)
  const width = Math.max(0, size.width - GUTTER)
  const ticks = ticksOf(window, width, elementBytes)
  const axis = { axis: AXIS, domain }
  useMapCommands({
    axes: { shared: axis, persistent_local: axis, local: axis },
    windowOf: () => window,
    setWindow,
    selected: marks.selected.by.shared,
  })

  const { from, to } = window
  const [hovered, selected] = [marks.hovered.by.shared, marks.selected.by.shared]
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d') ?? null
    if (context === null || size.width === 0) return
    context.canvas.width = Math.round(size.width * size.density)
    context.canvas.height = Math.round(size.height * size.density)
    const marked = [...hovered, ...selected]
    paintBlock(
      {
        ...{ context, palette, preferences, density: size.density },
        hueOf: huesOf(model.registry),
      },
      { lane, block, window: { from, to }, ...size, gutter: GUTTER, scrollTop, showsBanks, marked },
    )
  }, [
    lane,
    block,
    from,
    to,
    size,
    scrollTop,
    showsBanks,
    hovered,
    selected,
    palette,
    preferences,
    model.registry,
  ])

  const pointAt = (x: number, y: number): PointedWord => {
    const box = canvas.current?.getBoundingClientRect()
    const bytesPerPixel = (window.to - window.from) / Math.max(1, width)
    const bytes = window.from + (x - (box?.left ?? 0) - GUTTER) * bytesPerPixel
    const run = Math.floor((y - (box?.top ?? 0) + scrollTop) / RUN_PIXELS)
    const isInside = run >= 0 && run < block.runs && bytes >= 0
    const hit = isInside ? innermostAt(lane, bytes, bytesPerPixel) : null
    return { hit, fault: null, x, y, run, word: Math.floor(bytes / 4) }
  }
  const point = (next: PointedWord | null) => {
    setPointed((next?.hit ?? null) === null ? null : next)
    press.hover(next)
  }

  useLaneZoom(canvas, {
    ...{ domain, window, width, inset: GUTTER },
    onWindow: (next) => setWindow(AXIS, next),
    isGrabbed: (x, y) => isBufferAt(scene, pointAt(x, y).hit),
    onPan: (pixels) =>
      setWindow(AXIS, panned(window, domain, (pixels / width) * (window.to - window.from))),
  })

  const isFine = (width / (window.to - window.from)) * 4 < LEAST_WORD_PIXELS
  return (
    <>
      <RowMenu>
        <div
          className="block__frame"
          ref={frame}
          onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
        >
          <div style={{ height: block.runs * RUN_PIXELS }}>
            <canvas
              ref={canvas}
              className="lane__canvas"
              style={{ height: size.height }}
              tabIndex={0}
              role="application"
              aria-roledescription="memory map"
              aria-label={label}
              onPointerMove={(event) => point(pointAt(event.clientX, event.clientY))}
              onPointerLeave={() => point(null)}
              onPointerDown={(event) => press.down(event, pointAt(event.clientX, event.clientY))}
              onClick={(event) => press.click(event, pointAt(event.clientX, event.clientY))}
              onContextMenu={(event) => press.menu(event, pointAt(event.clientX, event.clientY))}
            />
          </div>
        </div>
      </RowMenu>
      <div className="block__axis">
        <Axis {...{ window, ticks, width, elementBytes, preferences }} />
      </div>
      {showsBanks && isFine && <p className="block__hint">Zoom in to tell the words apart.</p>}
      {pointed !== null && !isDragging && (
        <Tooltip {...{ scene, pointed, preferences }} run={scene}>
          run {pointed.run}, word{' '}
          {figure(pointed.run * block.strideWords + pointed.word, preferences.radix)}, bank{' '}
          {bankInRun(block, pointed.run, pointed.word)}
        </Tooltip>
      )}
    </>
  )
}

/** Hover, select and drag, as in the other maps. */
function usePresses(model: Model, scene: Scene) {
  const actions = useActions()
  const readState = useReadState()
  const beginDrag = useBufferDrag()
  const refAt = (pointed: Pointed | null) => {
    const hit = pointed?.hit ?? null
    return hit === null ? null : refOf(scene, hit)
  }
  return {
    hover: (pointed: Pointed | null) => actions.hover(refAt(pointed)),
    down: (event: PointerEvent, pointed: Pointed) => {
      const ref = refAt(pointed)
      if (ref !== null) beginDrag(event, draggedBy(model.registry, ref, readState().selection))
    },
    menu: (event: MouseEvent, pointed: Pointed) => {
      const ref = refAt(pointed)
      const { selection } = readState()
      // A key asks for the menu of the selection.
      if (isByKey(event) ? selection.length === 0 : ref === null) event.preventDefault()
      else if (ref !== null && !isByKey(event)) actions.select(withRef(selection, ref))
    },
    click: (event: MouseEvent, pointed: Pointed) => {
      const ref = refAt(pointed)
      const isAdding = event.ctrlKey || event.metaKey || event.shiftKey
      if (ref !== null && isAdding) actions.toggleSelected(ref)
      else if (!isAdding) actions.select(ref === null ? [] : [ref])
    },
  }
}
