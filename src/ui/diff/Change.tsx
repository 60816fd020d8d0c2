interface Props {
  readonly word: string
  /** The word stands beside it already. */
  readonly isWordHidden?: boolean
  readonly was: string
  readonly is: string
}

/** What was, struck through, and what is; where both are one, that alone. */
export function Change({ word, isWordHidden = false, was, is }: Props) {
  return (
    <span className="diff__total">
      <span className={isWordHidden ? 'visually-hidden' : 'muted'}>{word} </span>
      {was !== is && (
        <>
          <del className="figure muted">
            <span className="visually-hidden">before: </span>
            {was}
          </del>{' '}
          <span className="muted" aria-hidden="true">
            →
          </span>{' '}
        </>
      )}
      <span className="figure diff__now">{is}</span>
    </span>
  )
}
