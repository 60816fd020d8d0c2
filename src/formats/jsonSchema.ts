import { toJsonSchema, type ConversionConfig } from '@valibot/to-json-schema'
import { DOCUMENT_VERSION } from '../core/document/layoutDocument.ts'
import { MAX_NAME_LENGTH } from '../core/registry/names.ts'
import { documentSchema, ID_EXPECTED, NAME_EXPECTED } from './documentSchema.ts'

/** The published JSON Schema of the layout document, made from what the parser checks against. */
export function layoutJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = toJsonSchema(documentSchema, {
    typeMode: 'input',
    target: 'draft-2020-12',
    overrideAction,
  })
  return {
    ...schema,
    title: `Bufferscope layout document, version ${DOCUMENT_VERSION}`,
    description:
      'Factories and their buffers, and what was computed from them. Sizes and offsets are elements unless a name ends in Bytes. layout, kernel and findings are computed, and may be left out.',
  }
}

/** Checks that are functions here are patterns there; lengths count characters in both. */
const CHECKS: ReadonlyMap<unknown, object> = new Map([
  [
    NAME_EXPECTED,
    {
      minLength: 1,
      maxLength: MAX_NAME_LENGTH,
      pattern: String.raw`^(?=.*\S)[^\p{Cc}\p{Cs}]*$`,
    },
  ],
  [ID_EXPECTED, { minLength: 1, pattern: String.raw`^[^\p{Cc}\p{Cs}]*$` }],
])

const overrideAction: NonNullable<ConversionConfig['overrideAction']> = ({
  valibotAction,
  jsonSchema,
}) => {
  const message = 'message' in valibotAction ? valibotAction.message : null
  const rule = CHECKS.get(message)
  return rule === undefined ? null : { ...jsonSchema, ...rule }
}
