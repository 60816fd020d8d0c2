import { useFiles } from '../commands/commands.ts'
import { SAMPLES } from '../../formats/samples.ts'
import { CommandButton } from '../toolbar/CommandButton.tsx'
import './EmptyPage.css'

/** Nothing is open yet: what this is, and every way in. */
export function EmptyPage() {
  const files = useFiles()
  return (
    <div className="empty">
      <div className="empty__column">
        <h2>See where every buffer lies, move it, and prove it on your GPU.</h2>
        <p className="muted">
          Open a layout document or a dump of a running cubie solver: drop it anywhere, paste it, or
          choose it. It stays on this machine.
        </p>
        <div className="empty__ways">
          <CommandButton id="open" className="button button--primary">
            Open a file <kbd>Ctrl O</kbd>
          </CommandButton>
          <CommandButton id="new-kernel" className="button">
            New kernel
          </CommandButton>
          <CommandButton id="recent" className="button">
            Open recent
          </CommandButton>
          <CommandButton id="from-cubie" className="button">
            From a running cubie solver
          </CommandButton>
        </div>
        <h3>Or look at a real kernel</h3>
        <ul className="samples">
          {SAMPLES.map((sample) => (
            <li key={sample.id}>
              <button
                type="button"
                className="sample"
                onClick={() => void files.openSample(sample.id)}
              >
                <Lanes seed={sample.id.length} />
                <b>{sample.title.replaceAll(' = ', '\u00a0=\u00a0')}</b>
                <span className="muted">{sample.description}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

const WIDTHS = [
  [34, 18, 44, 10],
  [12, 60, 14],
  [22, 8, 8, 30, 20],
]

/** Three lanes as a sign for a layout; it stands for no figures. */
function Lanes({ seed }: { readonly seed: number }) {
  return (
    <svg viewBox="0 0 120 44" className="sample__lanes" aria-hidden="true">
      {WIDTHS.map((widths, lane) => {
        const turned = [
          ...widths.slice(seed % widths.length),
          ...widths.slice(0, seed % widths.length),
        ]
        return turned.map((width, i) => {
          const x = turned.slice(0, i).reduce((sum, before) => sum + before + 2, 0)
          const style = { fill: `var(--factory-${(i + lane + seed) % 7})` }
          return (
            <rect
              key={`${lane} ${i}`}
              x={x}
              y={2 + lane * 14}
              width={width}
              height="11"
              rx="2"
              style={style}
            />
          )
        })
      })}
    </svg>
  )
}
