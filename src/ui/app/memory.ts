const PREFIX = 'bufferscope:'

/** What was remembered under a key; null where nothing was, or storage is refused. */
export function recall(key: string): unknown {
  try {
    const text = localStorage.getItem(PREFIX + key)
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}

/** Remembers a small value from visit to visit; where storage is refused, for this visit only. */
export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value))
  } catch {
    // Private windows refuse storage: the page works on, and forgets.
  }
}
