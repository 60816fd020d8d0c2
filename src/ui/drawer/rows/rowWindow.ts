/** Which rows of a long list are drawn: a half-open range of indices. */
export interface RowWindow {
  readonly first: number
  readonly end: number
}

/** Rows drawn beyond both ends of what is seen, so that a quick scroll shows no hole. */
const SPARE_ROWS = 12

/** The rows seen at a scroll position, and some beyond both ends. Positions and heights are pixels. */
export function rowWindow(
  count: number,
  rowHeight: number,
  view: { readonly top: number; readonly height: number },
): RowWindow {
  const first = Math.floor(view.top / rowHeight) - SPARE_ROWS
  const end = Math.ceil((view.top + view.height) / rowHeight) + SPARE_ROWS
  return {
    first: Math.max(0, Math.min(first, count)),
    end: Math.max(0, Math.min(end, count)),
  }
}

/** Where to scroll so that a row is seen, a third from the top; null where it is seen already. */
export function scrollToShow(
  index: number,
  rowHeight: number,
  view: { readonly top: number; readonly height: number },
): number | null {
  const top = index * rowHeight
  const isSeen = top >= view.top && top + rowHeight <= view.top + view.height
  return isSeen ? null : Math.max(0, top - view.height / 3)
}
