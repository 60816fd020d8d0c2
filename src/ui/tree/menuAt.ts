/** A request for a menu, as React tells it. */
interface Asked {
  readonly button: number
  readonly ctrlKey: boolean
  readonly target: EventTarget
  readonly currentTarget: EventTarget
  readonly nativeEvent: object
}

/**
 * Whether a menu was asked for by a key: the browser then answers in the middle of what has the focus. A
 * long press of a finger, and a press with Ctrl, are no right click either, but ask for what lies there.
 */
export function isByKey(asked: Asked): boolean {
  const { button, ctrlKey, target, currentTarget, nativeEvent } = asked
  const pointer = 'pointerType' in nativeEvent ? nativeEvent.pointerType : ''
  const isFinger = pointer === 'touch' || pointer === 'pen'
  return button !== RIGHT_BUTTON && !ctrlKey && !isFinger && target === currentTarget
}

/** Asks for the menu of what lies at a place on the page, as a right click there would. */
export function askForMenuAt(element: Element, clientX: number, clientY: number): void {
  const where = { clientX, clientY, button: RIGHT_BUTTON }
  element.dispatchEvent(new window.MouseEvent('contextmenu', { ...ASKED, ...where }))
}

const RIGHT_BUTTON = 2
const ASKED = { bubbles: true, cancelable: true }
