import type { VerdictTone } from './verdictHeadline.ts'

/** A filled shield with a tick for the device, a dashed ring for emulation, a cross, a bar, a dot. */
export function VerdictGlyph({ tone }: { readonly tone: VerdictTone }) {
  return (
    <svg
      className={`verdict-glyph verdict-glyph--${tone}`}
      viewBox="0 0 20 20"
      width="20"
      height="20"
      aria-hidden="true"
    >
      {tone === 'proven' && (
        <>
          <circle className="verdict-glyph__ground" cx="10" cy="10" r="9" />
          <path d="m6 10.4 2.8 2.8L14.2 7.4" />
        </>
      )}
      {tone === 'emulated' && (
        <>
          <circle className="verdict-glyph__ring" cx="10" cy="10" r="8.2" />
          <path d="m7 10.3 2.1 2.1 3.9-4.2" />
        </>
      )}
      {tone === 'disproven' && (
        <>
          <rect className="verdict-glyph__ground" x="1" y="1" width="18" height="18" rx="3" />
          <path d="m6.5 6.5 7 7m0-7-7 7" />
        </>
      )}
      {tone === 'unable' && (
        <>
          <path d="M10 2 18.6 17.4H1.4Z" />
          <path d="M10 8v4.2m0 2.2v.6" />
        </>
      )}
      {tone === 'neutral' && (
        <>
          <circle cx="10" cy="10" r="8.2" />
          <path d="M6 10h8" />
        </>
      )}
    </svg>
  )
}
