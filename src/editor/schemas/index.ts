/** The JSON schemas of the documents, for completion, hover and squiggles. */
import type { jsonDefaults } from '../monaco';
import { classic } from './classic';
import { oas } from './oas';
import { policy } from './policy';
import type { Schema } from './schema';
import { header, jwks, payload } from './token';

/** The kinds of documents that have a schema. */
export type SchemaName = 'classic' | 'oas' | 'policy' | 'header' | 'payload' | 'jwks';

/** By kind. */
export const schemas: Readonly<Record<SchemaName, Schema>> = { classic, oas, policy, header, payload, jwks };

/** What Monaco’s JSON language is told. Nothing is fetched: the schemas are here, and the editor’s file names say which holds. */
export const schemaSettings = {
  validate: true,
  allowComments: false,
  comments: 'error',
  trailingCommas: 'error',
  enableSchemaRequest: false,
  schemaValidation: 'warning',
  schemas: Object.entries(schemas).map(([name, schema]) => ({
    uri: `playground:/schemas/${name}.json`,
    fileMatch: [`playground:/${name}/*.json`],
    schema,
  })),
} satisfies typeof jsonDefaults.diagnosticsOptions;
