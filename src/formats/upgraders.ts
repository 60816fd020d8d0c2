/** Turns a document of one version into the next one's. */
export type Upgrader = (
  document: Readonly<Record<string, unknown>>,
) => Readonly<Record<string, unknown>>

/** One step a version: the first turns version 1 into 2. Version 1 is the newest, so there is none yet. */
export const UPGRADERS: readonly Upgrader[] = []
