import type { ReactNode } from 'react'

/** One 16 px line icon; it takes the colour of the text beside it. */
function Icon({ children }: { readonly children: ReactNode }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentcolor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  )
}

export const SearchIcon = () => (
  <Icon>
    <circle cx="7" cy="7" r="4.2" />
    <path d="m10.2 10.2 3.3 3.3" />
  </Icon>
)
export const UndoIcon = () => (
  <Icon>
    <path d="M5.8 3.2 2.6 6.4l3.2 3.2M2.8 6.4h6.4a3.6 3.6 0 0 1 0 7.2H7" />
  </Icon>
)
export const RedoIcon = () => (
  <Icon>
    <path d="m10.2 3.2 3.2 3.2-3.2 3.2M13.2 6.4H6.8a3.6 3.6 0 0 0 0 7.2H9" />
  </Icon>
)
export const ThemeIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="5.5" />
    <path d="M8 2.5v11a5.5 5.5 0 0 0 0-11Z" fill="currentcolor" />
  </Icon>
)
export const HelpIcon = () => (
  <Icon>
    <path d="M5.8 6a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.6" />
    <path d="M8 12.4v.01" strokeWidth="2" />
  </Icon>
)
export const ChevronIcon = () => (
  <Icon>
    <path d="m4.5 6.2 3.5 3.6 3.5-3.6" />
  </Icon>
)
export const CommandIcon = () => (
  <Icon>
    <path d="m3 5 3 3-3 3M8 12h5" />
  </Icon>
)
export const PinIcon = () => (
  <Icon>
    <path d="M6 2.5h4l-.5 4 2 2v1.2h-7V8.5l2-2-.5-4ZM8 9.7v4" />
  </Icon>
)
export const LegendIcon = () => (
  <Icon>
    <path d="M2.5 3.5h3v3h-3zM2.5 9.5h3v3h-3zM8.5 5h5M8.5 11h5" />
  </Icon>
)
export const CloseIcon = () => (
  <Icon>
    <path d="m4 4 8 8m0-8-8 8" />
  </Icon>
)
export const MoreIcon = () => (
  <Icon>
    <path d="M3.5 8v.01M8 8v.01M12.5 8v.01" strokeWidth="2" />
  </Icon>
)

/** The mark: three lanes of memory. */
export function Mark() {
  return (
    <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" className="mark">
      <rect className="mark__a" x="1" y="2" width="8" height="4" rx="1" />
      <rect className="mark__b" x="11" y="2" width="8" height="4" rx="1" />
      <rect className="mark__b" x="1" y="8" width="12" height="4" rx="1" />
      <rect className="mark__c" x="15" y="8" width="4" height="4" rx="1" />
      <rect className="mark__c" x="1" y="14" width="5" height="4" rx="1" />
      <rect className="mark__a" x="8" y="14" width="11" height="4" rx="1" />
    </svg>
  )
}
