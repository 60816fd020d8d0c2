/** A sentence in which the thin spaces inside of figures hold their line together. */
export function unbroken(text: string): string {
  return text.replaceAll('\u2009', '\u2060\u2009\u2060')
}
