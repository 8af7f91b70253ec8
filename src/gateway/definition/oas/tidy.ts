/** The shape in which the gateway writes the OAS part of a document: what says nothing is left out. */
import type { JsonObject, JsonValue } from '../../../go/json';
import { isObject } from '../../../go/json';
import { emptyMap } from '../../../go/struct';

/** The members of a path that are operations. */
export const methods = new Set(['connect', 'delete', 'get', 'head', 'options', 'patch', 'post', 'put', 'trace']);

function copy(object: JsonObject): JsonObject {
  return Object.assign(emptyMap<JsonValue>(), object);
}

function isBlank(value: JsonValue | undefined): boolean {
  if (value === null || value === '' || value === false) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** The object without those of the named members that say nothing. */
function without(object: JsonObject, names: readonly string[]): JsonObject {
  const kept = copy(object);
  for (const name of names) if (isBlank(kept[name])) delete kept[name];
  return kept;
}

/** The object without members that are null: `instead` stands for them, or they are left out. */
function withoutNulls(value: JsonValue, instead?: JsonObject): JsonValue {
  if (!isObject(value)) return value;
  const kept = copy(value);
  for (const [name, entry] of Object.entries(value)) {
    if (entry !== null || name.startsWith('x-')) continue;
    if (instead === undefined) delete kept[name];
    else kept[name] = instead;
  }
  return kept;
}

function mapObject(value: JsonValue | undefined, change: (entry: JsonObject, name: string) => JsonValue): JsonValue {
  if (!isObject(value)) return value ?? null;
  const changed = emptyMap<JsonValue>();
  for (const [name, entry] of Object.entries(value)) changed[name] = isObject(entry) ? change(entry, name) : entry;
  return changed;
}

function tidyServer(server: JsonValue): JsonValue {
  return isObject(server) ? { url: '', ...without(server, ['url', 'description', 'variables']) } : server;
}

function tidyResponse(response: JsonObject): JsonValue {
  return withoutNulls(without(response, ['headers', 'content', 'links']));
}

function tidyOperation(operation: JsonObject): JsonValue {
  const { requestBody, responses, security, ...rest } = without(operation, [
    'tags',
    'summary',
    'description',
    'operationId',
    'parameters',
    'requestBody',
    'callbacks',
    'deprecated',
    'servers',
  ]);
  const asked = isObject(operation['requestBody']) ? operation['requestBody'] : requestBody;
  return {
    ...rest,
    responses: mapObject(responses, (entry, name) => (name.startsWith('x-') ? entry : tidyResponse(entry))),
    ...(Array.isArray(security) ? { security: tidyRequirements(security) } : {}),
    ...(isObject(asked) ? { requestBody: '$ref' in asked ? asked : { content: null, ...asked } } : {}),
  };
}

/** A requirement that is null is one that asks for nothing. */
function tidyRequirements(security: readonly JsonValue[]): JsonValue[] {
  return security.map((requirement) => requirement ?? {});
}

/** The OAS part in the shape that the gateway gives it: `info`, `paths` and responses always stand, empty parts do not. */
export function tidy(root: JsonObject): JsonObject {
  const info = root['info'];
  const components = root['components'];
  const tidied = without(root, ['security', 'servers', 'tags', 'externalDocs', 'webhooks']);
  if (Array.isArray(tidied['security'])) tidied['security'] = tidyRequirements(tidied['security']);
  tidied['openapi'] = root['openapi'] ?? '';
  if (isObject(info)) {
    const { license, contact, ...rest } = without(info, ['summary', 'description', 'termsOfService']);
    tidied['info'] = { title: '', version: '', ...rest };
    if (isObject(contact)) tidied['info']['contact'] = contact;
    if (isObject(license)) tidied['info']['license'] = { name: '', ...license };
  } else tidied['info'] = null;
  const servers = tidied['servers'];
  if (Array.isArray(servers)) tidied['servers'] = servers.map(tidyServer);
  tidied['paths'] = mapObject(withoutNulls(root['paths'] ?? null, {}), (item) =>
    mapObject(withoutNulls(without(item, ['summary', 'description', 'servers', 'parameters'])), (entry, name) =>
      methods.has(name) ? tidyOperation(entry) : entry,
    ),
  );
  if (!isObject(components)) delete tidied['components'];
  else {
    tidied['components'] = without(
      {
        ...components,
        securitySchemes: mapObject(components['securitySchemes'], (scheme) =>
          without(scheme, ['type', 'description', 'name', 'in', 'scheme', 'bearerFormat', 'openIdConnectUrl']),
        ),
      },
      [
        'schemas',
        'parameters',
        'headers',
        'requestBodies',
        'responses',
        'securitySchemes',
        'examples',
        'links',
        'callbacks',
      ],
    );
  }
  return tidied;
}
