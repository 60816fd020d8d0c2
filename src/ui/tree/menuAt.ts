import type { MouseEvent } from 'react'

/** Whether a menu was asked for by a key: the browser then answers in the middle of what has the focus. */
export function isByKey({ button, target, currentTarget }: MouseEvent): boolean {
  return button !== RIGHT_BUTTON && target === currentTarget
}

/** Asks for the menu of what lies at a place on the page, as a right click there would. */
export function askForMenuAt(element: Element, clientX: number, clientY: number): void {
  const where = { clientX, clientY, button: RIGHT_BUTTON }
  element.dispatchEvent(new window.MouseEvent('contextmenu', { ...ASKED, ...where }))
}

const RIGHT_BUTTON = 2
const ASKED = { bubbles: true, cancelable: true }
