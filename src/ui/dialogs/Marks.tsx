import { LOCATION_WORDS, LOCATIONS } from '../../core/registry/location.ts'
import { PinIcon } from '../app/icons.tsx'
import { LocationGlyph } from '../location.tsx'
import { Modal } from './Modal.tsx'
import './Marks.css'

/** What is drawn, by the last part of its class, and what it says. */
const GROUPS: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  [
    'In the maps',
    [
      ['buffer', 'A buffer, in the hue of its factory'],
      ['region', 'Memory of a child factory, in the hue of that; what it holds is a row below'],
      ['alias', 'An alias: it lies in another buffer, and takes no memory of its own'],
      ['dense', 'Segments too narrow to be told apart: zoom in'],
      ['selected', 'Selected, or pointed at'],
      ['wrong', 'Words that the device found wrong'],
    ],
  ],
  [
    'Limits of shared memory',
    [
      ['limit', 'A limit that costs speed when it is passed, named above it'],
      ['limit-hard', 'A limit of the device: past it warps idle, or nothing launches'],
      ['over', 'Beyond the first of the limits'],
      ['free', 'Free: nothing lies there'],
    ],
  ],
  [
    'In the block',
    [
      ['padding', 'Padding that keeps strides odd: nothing lies there'],
      ['banks', 'Coloured by bank, from 0, faint, to 31. A column of one colour is a conflict'],
    ],
  ],
]

/** Every mark of the maps and of the tree, and what it stands for. */
export function Marks() {
  return (
    <Modal title="What the marks mean" className="marks-modal">
      <div className="marks">
        {GROUPS.map(([title, marks]) => (
          <section key={title}>
            <h3>{title}</h3>
            <ul>
              {marks.map(([mark, words]) => (
                <li key={mark} className="marks__row">
                  <span className="marks__cell">
                    <span className={`marks__mark marks__mark--${mark}`} />
                  </span>
                  {words}
                </li>
              ))}
            </ul>
          </section>
        ))}
        <TreeMarks />
      </div>
    </Modal>
  )
}

function TreeMarks() {
  return (
    <section>
      <h3>In the tree</h3>
      <ul>
        {LOCATIONS.map((location) => (
          <li key={location} className="marks__row">
            <span className="marks__cell">
              <LocationGlyph location={location} />
            </span>
            In {LOCATION_WORDS[location]} memory
          </li>
        ))}
        <li className="marks__row">
          <span className="marks__cell">
            <span className="dot dot--warning" />
            <span className="dot dot--error" />
          </span>
          A warning, and an error: the inspector and the findings say which
        </li>
        <li className="marks__row">
          <span className="marks__cell row__pin">
            <PinIcon />
          </span>
          Pinned: a suggested placement leaves it where it is
        </li>
        <li className="marks__row">
          <span className="marks__cell row__fault">✕</span>
          The device found it wrong
        </li>
      </ul>
    </section>
  )
}
