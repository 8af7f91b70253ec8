/** OAS definitions: reading, writing, and their classic form. */
export type { OasDocument, RawOas } from './oas/document';
export { parseOas, readExtension, readOas, writeOas } from './oas/document';
export type { CustomClaimRule, JwtScheme } from './oas/schemes';
export { placeInOas } from './oas/places';
export { toClassic } from './oas/to-classic';
export { fill } from './oas/fill';
export { withServers } from './oas/servers';
export { fromClassic } from './oas/from-classic';
export { noSettings, readImportSettings, withDefaults, withOperations, withSettings } from './oas/import';
