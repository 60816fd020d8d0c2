import { Group, Panel, Separator, type Layout } from 'react-resizable-panels'
import { Drawer } from '../drawer/Drawer.tsx'
import { LateModelsProvider } from '../lateModels.tsx'
import { InspectorPanel } from '../inspector/InspectorPanel.tsx'
import { MapsPanel } from '../maps/MapsPanel.tsx'
import { TreePanel } from '../tree/TreePanel.tsx'
import { rememberedLayout, rememberLayout } from './panelSizes.ts'
import './Workbench.css'

/** Tree, maps over drawer, inspector: panels that resize and remember their sizes. */
export function Workbench() {
  return (
    <LateModelsProvider>
      <Group id="columns" className="workbench" {...remembering('columns')}>
        <Panel id="tree" defaultSize={290} minSize={180} groupResizeBehavior="preserve-pixel-size">
          <TreePanel />
        </Panel>
        <Separator className="divider" aria-label="Width of the tree" />
        <Panel id="middle" minSize={360}>
          <Group id="rows" orientation="vertical" {...remembering('rows')}>
            <Panel id="maps" defaultSize={440} minSize={160}>
              <MapsPanel />
            </Panel>
            <Separator className="divider divider--row" aria-label="Height of the maps" />
            <Panel id="drawer" minSize={38}>
              <Drawer />
            </Panel>
          </Group>
        </Panel>
        <Separator className="divider" aria-label="Width of the inspector" />
        <Panel
          id="inspector"
          defaultSize={274}
          minSize={200}
          groupResizeBehavior="preserve-pixel-size"
        >
          <InspectorPanel />
        </Panel>
      </Group>
    </LateModelsProvider>
  )
}

function remembering(group: string) {
  const layout = rememberedLayout(group)
  return {
    ...(layout === null ? {} : { defaultLayout: layout }),
    onLayoutChanged: (next: Layout) => rememberLayout(group, next),
  }
}
