import type { Cost } from '../../../core/analysis/cost.ts'
import type { Preferences } from '../../../store/state.ts'
import { unbroken } from '../unbroken.ts'
import { cardsOf, type Bar, type Card } from './launchCards.ts'
import './LaunchCards.css'

interface Props {
  readonly cost: Cost
  /** The cost before the drag; the same where nothing is dragged. */
  readonly before: Cost
  readonly preferences: Preferences
}

/** What the layout makes of the launch, a figure a card; old figures are struck through while dragging. */
export function LaunchCards({ cost, before, preferences }: Props) {
  const old = cardsOf(before, preferences)
  return (
    <ul className="cards" aria-label="Launch, exact">
      {cardsOf(cost, preferences).map((card, i) => (
        <CardView key={card.title} card={card} before={old[i] ?? card} />
      ))}
    </ul>
  )
}

function CardView({ card, before }: { readonly card: Card; readonly before: Card }) {
  return (
    <li className="card" data-tone={card.tone}>
      <h3 className="card__title">{card.title}</h3>
      <p className="card__value">
        {before.value !== card.value && (
          <del className="card__before figure">
            <span className="visually-hidden">before: </span>
            {before.value}
          </del>
        )}
        <span className="card__figure figure">{card.value}</span>{' '}
        <span className="muted">{card.unit}</span>
        {card.tone !== 'plain' && <ToneMark tone={card.tone} />}
      </p>
      <p className="card__note muted">{unbroken(card.note)}</p>
      {card.bar !== null && <BarView bar={card.bar} tone={card.tone} />}
    </li>
  )
}

/** A dot for a warning, a square for an error, said in words too. */
function ToneMark({ tone }: { readonly tone: 'warning' | 'bad' }) {
  return (
    <span className="card__mark" role="img" aria-label={tone === 'bad' ? 'error' : 'warning'} />
  )
}

function BarView({ bar, tone }: { readonly bar: Bar; readonly tone: Card['tone'] }) {
  const share = (value: number) => `${Math.min(100, (100 * value) / Math.max(1, bar.whole))}%`
  return (
    <div className="card__bar" data-tone={tone} aria-hidden="true">
      <div className="card__filled" style={{ width: share(bar.value) }} />
      {bar.marks.map((mark) => (
        <div
          key={mark.label}
          className="card__tick"
          title={mark.label}
          style={{ left: share(mark.at) }}
        />
      ))}
    </div>
  )
}
