/** The JSON schemas of the documents, for completion, hover and squiggles. */
import type { jsonDefaults } from './monaco';

/** The kinds of documents that have a schema. */
export type SchemaName = 'classic' | 'oas' | 'policy' | 'header' | 'payload' | 'jwks';

/** What Monaco's JSON language is told. Nothing is fetched: the schemas are here. */
export const schemaSettings = {
  validate: true,
  allowComments: false,
  comments: 'error',
  trailingCommas: 'error',
  enableSchemaRequest: false,
  schemaValidation: 'warning',
  schemas: [],
} satisfies typeof jsonDefaults.diagnosticsOptions;
