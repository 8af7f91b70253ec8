/** What the gateway asks of an OAS document before it saves one: two schemas, then rules that a schema cannot say. */
import type { JsonObject, JsonValue } from '../../go/json';
import { isObject, sortedNames } from '../../go/json';
import { lookup } from '../../go/struct';
import type { OasDocument, RawOas } from '../definition/oas';
import { checkSchema } from './json-schema';
import { openApiSchema } from './open-api-schema';
import { tykSchema } from './tyk-schema';

const extensionName = 'x-tyk-api-gateway';
const schema30 = { ...openApiSchema, properties: { ...openApiSchema.properties, [extensionName]: tykSchema } };
/** The schema of OpenAPI 3.1 has a reference at its top, and the gateway's library looks at nothing beside one. */
const schema31 = {};

/** The admin API's message for a document that it refuses (`10-admin / oas: bad bodies`); `null`: it may be saved. */
export function checkOas(raw: RawOas, document: OasDocument): string | null {
  const version = typeof raw.root['openapi'] === 'string' ? raw.root['openapi'] : '';
  const schema = schemaFor(version);
  if (typeof schema === 'string') return schema;
  const body: JsonObject = raw.extension === undefined ? raw.root : { ...raw.root, [extensionName]: raw.extension };
  const errors = checkSchema(schema, body);
  if (errors.length > 0) return errors.join('\n');
  const broken = [checkOpenApi(raw.root), checkSecurity(raw.root), ...checkAuthentication(document)];
  const messages = broken.filter((message) => message !== null);
  return messages.length > 0 ? messages.join('\n') : null;
}

function schemaFor(version: string): typeof schema30 | typeof schema31 | string {
  if (version === '') return schema30;
  const parts = /^v?(\d+(?:\.\d+)*)(?:-[0-9a-zA-Z.~-]+|[a-zA-Z~][0-9a-zA-Z.~-]*)?(?:\+[0-9a-zA-Z.~-]+)?$/.exec(version);
  if (parts === null) return `malformed version: ${version}`;
  const [major, minor = '0'] = (parts[1] ?? '').split('.');
  if (Number(major) === 3 && Number(minor) === 0) return schema30;
  if (Number(major) === 3 && Number(minor) === 1) return schema31;
  return `Schema not found for version ${JSON.stringify(version)}`;
}

function object(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The first rule of OpenAPI that the document breaks, in the order in which the gateway's library looks at its parts. */
function checkOpenApi(root: JsonObject): string | null {
  const schemes = object(object(root['components'])['securitySchemes']);
  for (const name of sortedNames(schemes)) {
    const reason = checkScheme(name, object(schemes[name]));
    if (reason !== null) return `invalid components: security scheme ${JSON.stringify(name)}: ${reason}`;
  }
  if (!isObject(root['info'])) return 'invalid info: must be an object';
  const info = root['info'];
  for (const name of ['version', 'title']) {
    if (text(info[name]) === '') return `invalid info: value of ${name} must be a non-empty string`;
  }
  if (!isObject(root['paths'])) return 'invalid paths: must be an object';
  const paths = checkPaths(root['paths']);
  if (paths !== null) return `invalid paths: ${paths}`;
  for (const server of Array.isArray(root['servers']) ? root['servers'] : []) {
    const reason = checkServer(object(server));
    if (reason !== null) return `invalid servers: ${reason}`;
  }
  const unknown = sortedNames(root).filter((name) => !rootNames.has(name) && !name.startsWith('x-'));
  return unknown.length > 0 ? `extra sibling fields: [${unknown.join(' ')}]` : null;
}

const rootNames = new Set([
  'openapi',
  'info',
  'paths',
  'components',
  'security',
  'servers',
  'tags',
  'externalDocs',
  'webhooks',
  'jsonSchemaDialect',
]);

function checkScheme(name: string, scheme: JsonObject): string | null {
  if (!/^[a-zA-Z0-9._-]+$/.test(name)) {
    return `identifier ${JSON.stringify(name)} is not supported by OpenAPIv3 standard (charset: ["a-zA-Z0-9._-"])`;
  }
  const type = text(scheme['type']);
  const word = text(scheme['scheme']);
  if (type === 'http' && !['bearer', 'basic', 'negotiate', 'digest'].includes(word)) {
    return `security scheme of type 'http' has invalid 'scheme' value ${JSON.stringify(word)}`;
  }
  if (type === 'apiKey' && text(scheme['name']) === '') return `security scheme of type 'apiKey' should have 'name'`;
  if (type === 'http' && word !== 'bearer' && text(scheme['bearerFormat']) !== '') {
    return `security scheme of type "http" can't have 'bearerFormat'`;
  }
  return null;
}

const methods = ['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE'];

function pathParameters(value: JsonValue | undefined): readonly string[] {
  const entries = Array.isArray(value) ? value.map(object) : [];
  return entries.filter((entry) => entry['in'] === 'path').map((entry) => text(entry['name']));
}

function checkPaths(paths: JsonObject): string | null {
  const ids = new Map<string, string>();
  let repeated: string | null = null;
  for (const path of sortedNames(paths)) {
    if (path.startsWith('x-')) continue;
    const item = object(paths[path]);
    const wanted = new Set(Array.from(path.matchAll(/\{([^{}]+)\}/g), ([, name = '']) => name.replace(/[*+?]$/, '')));
    for (const method of methods) {
      const operation = item[method.toLowerCase()];
      if (!isObject(operation)) continue;
      const given = [...pathParameters(operation['parameters']), ...pathParameters(item['parameters'])];
      if (given.length !== wanted.size) {
        const missing = [
          ...given.filter((name) => !wanted.has(name)),
          ...[...wanted].filter((name) => !given.includes(name)),
        ];
        if (missing.length > 0) {
          return `operation ${method} ${path} must define exactly all path parameters (missing: [${missing.join(' ')}])`;
        }
      }
      const id = text(operation['operationId']);
      const endpoint = `${method} ${path}`;
      const before = ids.get(id);
      if (id !== '' && before !== undefined) {
        const [first, second] = before < endpoint ? [before, endpoint] : [endpoint, before];
        repeated ??= `operations ${JSON.stringify(first)} and ${JSON.stringify(second)} have the same operation id ${JSON.stringify(id)}`;
      }
      ids.set(id, endpoint);
    }
  }
  return repeated;
}

function checkServer(server: JsonObject): string | null {
  const url = text(server['url']);
  if (url === '') return 'value of url must be a non-empty string';
  const opening = url.split('{').length;
  if (opening !== url.split('}').length) return 'server URL has mismatched { and }';
  const names = Object.keys(object(server['variables']));
  const declared = opening - 1 === names.length && names.every((name) => url.includes(`{${name}}`));
  return declared ? null : 'server has undeclared variables';
}

function checkSecurity(root: JsonObject): string | null {
  const security = Array.isArray(root['security']) ? root['security'] : [];
  if (security.length === 0) return null;
  const schemes = object(object(root['components'])['securitySchemes']);
  if (Object.keys(schemes).length === 0) return 'No components or security schemes present in OAS';
  for (const requirement of security) {
    for (const name of sortedNames(object(requirement))) {
      if (Object.hasOwn(schemes, name)) continue;
      return (
        `Missing required Security Scheme '${name}' in Components.SecuritySchemes. ` +
        'For more information please visit https://swagger.io/specification/#security-requirement-object'
      );
    }
  }
  return null;
}

function checkAuthentication(document: OasDocument): readonly (string | null)[] {
  const authentication = document.extension?.server.authentication ?? null;
  if (authentication === null) return [];
  const metadata = authentication.protectedResourceMetadata;
  const unnamed = isObject(metadata) && metadata['enabled'] === true && text(metadata['resource']) === '';
  return [
    checkCompliant(document.root, authentication),
    unnamed ? 'protectedResourceMetadata.resource is required when enabled' : null,
  ];
}

type Authentication = NonNullable<NonNullable<OasDocument['extension']>['server']['authentication']>;

/** In compliant mode every scheme that is switched on must be required somewhere. */
function checkCompliant(root: JsonObject, authentication: Authentication): string | null {
  if (authentication.securityProcessingMode !== 'compliant') return null;
  const security = Array.isArray(root['security']) ? root['security'] : [];
  const required = new Set([
    ...security.flatMap((requirement) => Object.keys(object(requirement))),
    ...(authentication.security ?? []).flatMap((names) => names ?? []),
  ]);
  const parts = { hmac: authentication.hmac, oidc: authentication.oidc, custom: authentication.custom };
  const enabled = Object.entries(parts)
    .filter(([, part]) => isObject(part) && part['enabled'] === true)
    .map(([name]) => name);
  for (const name of Object.keys(authentication.securitySchemes ?? {}).sort()) {
    const scheme = lookup(authentication.securitySchemes, name);
    const on =
      scheme?.kind === 'jwt'
        ? scheme.jwt.enabled
        : scheme?.kind === 'token'
          ? scheme.token.enabled === true
          : isObject(scheme?.value) && scheme.value['enabled'] === true;
    if (on) enabled.push(name);
  }
  const forgotten = enabled.filter((name) => !required.has(name));
  if (forgotten.length === 0) return null;
  const noun = forgotten.length === 1 ? 'auth' : 'auth methods';
  return `invalid multi-auth configuration: ${forgotten.join(' and ')} ${noun} enabled but not configured in a security requirement`;
}
