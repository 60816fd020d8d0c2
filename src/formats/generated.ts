import { printModel } from '../core/document/toDocument.ts'
import { layoutJsonSchema } from './jsonSchema.ts'
import { openText } from './open.ts'

/** Where the JSON Schema of the layout document is published. */
export const SCHEMA_FILE = 'public/schema/layout-1.json'

/** Which dump each sample of the page is made from, by the sample's id. */
export const SAMPLE_DUMPS: ReadonlyMap<string, string> = new Map([
  ['tsit5', 'fixtures/cubie/0.9.0__tsit5__n10__float32.json'],
  ['crank_nicolson', 'fixtures/cubie/0.9.0__crank_nicolson__n32__float32.json'],
  ['radau_iia_5', 'fixtures/cubie/0.9.0__firk_radau_iia_5__n32__float32.json'],
])

export function sampleFile(id: string): string {
  return `src/formats/samples/${id}.json`
}

/**
 * The files that are made from sources, by path: what scripts/generate.mjs writes, and what a test
 * compares. `read` gives the text of a file of the project. Samples hold the model alone: what is
 * computed from it would be out of date with every new finding.
 */
export function generatedFiles(read: (path: string) => string): ReadonlyMap<string, string> {
  const files = new Map([[SCHEMA_FILE, JSON.stringify(layoutJsonSchema())]])
  for (const [id, dump] of SAMPLE_DUMPS) {
    const opened = openText(read(dump))
    if (opened.kind === 'invalid') throw new Error(`${dump}: ${JSON.stringify(opened.problems)}`)
    files.set(sampleFile(id), printModel(opened.model))
  }
  return files
}
