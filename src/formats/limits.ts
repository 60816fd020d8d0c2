/** Bytes of a file, or characters of a text; more is refused. */
export const MAX_INPUT_BYTES = 256 * 2 ** 20
/** Entries of all factories of a document, or of all groups of a dump; more is refused. */
export const MAX_INPUT_ENTRIES = 10_000_000
