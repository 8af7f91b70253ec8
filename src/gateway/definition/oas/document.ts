/** OAS documents as the gateway reads and writes them. */
import type { Decoded, JsonObject, JsonValue } from '../../../go/json';
import { get, isObject, marshal } from '../../../go/json';
import type { GoMap, GoType } from '../../../go/struct';
import {
  any,
  boolean,
  convert,
  decode,
  emptyMap,
  encode,
  list,
  lookup,
  map,
  omitempty,
  pointer,
  string,
  struct,
} from '../../../go/struct';
import { rawMessage } from '../go-types';
import type { TykExtension } from './extension';
import { tykExtension } from './extension';
import type { JwtScheme, SecurityScheme } from './schemes';
import { isJwtComponent, readScheme } from './schemes';
import { methods, tidy } from './tidy';

const extensionName = 'x-tyk-api-gateway';

/** An OAS document as the gateway holds it. */
export interface OasDocument {
  /** The document without the Tyk extension, in the shape in which the gateway writes it. */
  readonly root: JsonObject;
  /** `null`: the document has none. */
  readonly extension: TykExtension | null;
  /** The scheme that JWTs are judged by; `null`: none of the required schemes is one for JWTs. */
  readonly jwtScheme: JwtScheme | null;
}

const text = omitempty(string);

/** A map that members beginning with `x-`, which may be anything, do not belong to. */
function unextended<T>(type: GoType<T>): GoType<T> {
  return {
    ...type,
    read(node, before, reading) {
      if (node.kind !== 'object') return type.read(node, before, reading);
      const members = node.members.filter(({ name }) => !name.startsWith('x-'));
      return type.read({ ...node, members }, before, reading);
    },
  };
}
const response = struct('openapi3.Response', {
  description: pointer(string),
  headers: map(any),
  content: map(any),
  links: map(any),
});
const operation = pointer(
  struct('openapi3.Operation', {
    tags: omitempty(list(string)),
    summary: text,
    description: text,
    operationId: text,
    parameters: omitempty(list(any)),
    requestBody: omitempty(map(any)),
    responses: unextended(map(pointer(response))),
    callbacks: omitempty(map(any)),
    deprecated: omitempty(boolean),
    security: omitempty(list(map(list(string)))),
    servers: omitempty(list(map(any))),
  }),
);
const server = struct('openapi3.Server', { url: string, description: text, variables: omitempty(map(map(any))) });

/** The types that the OAS part of a document must have to be read at all. */
const openApi = struct('openapi3.T', {
  openapi: string,
  info: pointer(
    struct('openapi3.Info', {
      title: string,
      description: text,
      termsOfService: text,
      contact: map(any),
      license: map(any),
      version: string,
    }),
  ),
  paths: unextended(
    map(
      pointer(
        struct('openapi3.PathItem', {
          summary: text,
          description: text,
          connect: operation,
          delete: operation,
          get: operation,
          head: operation,
          options: operation,
          patch: operation,
          post: operation,
          put: operation,
          trace: operation,
          servers: list(server),
          parameters: list(any),
        }),
      ),
    ),
  ),
  components: pointer(
    struct('openapi3.Components', {
      schemas: map(any),
      parameters: map(any),
      headers: map(any),
      requestBodies: map(any),
      responses: map(pointer(response)),
      securitySchemes: map(
        pointer(
          struct('openapi3.SecurityScheme', {
            type: text,
            description: text,
            name: text,
            in: text,
            scheme: text,
            bearerFormat: text,
            flows: map(any),
            openIdConnectUrl: text,
          }),
        ),
      ),
      examples: map(any),
      links: map(any),
      callbacks: map(any),
    }),
  ),
  security: list(map(list(string))),
  servers: list(pointer(server)),
  tags: list(pointer(struct('openapi3.Tag', { name: text, description: text }))),
  externalDocs: map(any),
});

/** `components.securitySchemes`. */
export function securityComponents(root: JsonObject): JsonObject {
  const components = root['components'];
  const schemes = isObject(components) ? components['securitySchemes'] : undefined;
  return isObject(schemes) ? schemes : {};
}

/** The names in each of the root's security requirements. */
export function securityRequirements(root: JsonObject): readonly GoMap<readonly string[]>[] {
  const security = root['security'];
  if (!Array.isArray(security)) return [];
  return security.map((requirement) => {
    const names = emptyMap<readonly string[]>();
    if (!isObject(requirement)) return names;
    for (const [name, scopes] of Object.entries(requirement)) {
      names[name] = Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : [];
    }
    return names;
  });
}

/** The extension's schemes, each read as its component says. */
function readSchemes(root: JsonObject, extension: TykExtension): TykExtension {
  const { authentication } = extension.server;
  const given = authentication?.securitySchemes ?? null;
  if (authentication === null || given === null) return extension;
  const components = securityComponents(root);
  const schemes = emptyMap<SecurityScheme>();
  for (const [name, scheme] of Object.entries(given)) {
    const component = lookup(components, name);
    schemes[name] = isObject(component) ? readScheme(component, scheme) : scheme;
  }
  return {
    ...extension,
    server: { ...extension.server, authentication: { ...authentication, securitySchemes: schemes } },
  };
}

/**
 * The JWT scheme among the required ones: those of the first requirement, or of all in `compliant` mode
 * (`GetJWTConfiguration`). Of several, which Go picks by chance, the first by name.
 */
function findJwt(root: JsonObject, extension: TykExtension | null): JwtScheme | null {
  const authentication = extension?.server.authentication ?? null;
  const schemes = authentication?.securitySchemes ?? null;
  if (authentication === null || schemes === null) return null;
  const components = securityComponents(root);
  const requirements = securityRequirements(root);
  const compliant = authentication.securityProcessingMode === 'compliant';
  const required = (compliant ? requirements : requirements.slice(0, 1)).map((names) => Object.keys(names).sort());
  if (compliant) required.push(...(authentication.security ?? []).map((names) => [...(names ?? [])]));
  for (const name of required.flat()) {
    const component = lookup(components, name);
    const scheme = lookup(schemes, name);
    if (!isObject(component) || !isJwtComponent(component) || scheme === undefined) continue;
    if (scheme.kind === 'jwt') return scheme.jwt;
  }
  return null;
}

/** A document of these parts. */
export function makeDocument(root: JsonObject, extension: TykExtension | null): OasDocument {
  return { root, extension, jwtScheme: findJwt(root, extension) };
}

/** An OAS document with its extension as it was sent. */
export interface RawOas {
  readonly root: JsonObject;
  readonly extension: JsonValue | undefined;
}

/** Whether every `$ref` of the OAS part leads to something in the document; the gateway follows them while it reads. */
function refersWell(value: JsonValue, root: JsonObject): boolean {
  if (Array.isArray(value)) return value.every((entry) => refersWell(entry, root));
  if (!isObject(value)) return true;
  const reference = get(value, '$ref');
  if (typeof reference === 'string' && !leadsSomewhere(reference, root)) return false;
  return Object.entries(value).every(([name, entry]) => name.startsWith('x-') || refersWell(entry, root));
}

function leadsSomewhere(reference: string, root: JsonObject): boolean {
  if (!reference.startsWith('#/')) return false;
  let at: JsonValue | undefined = root;
  for (const part of reference.slice(2).split('/')) {
    at = isObject(at) ? get(at, part.replaceAll('~1', '/').replaceAll('~0', '~')) : undefined;
  }
  return at !== undefined;
}

const referable = [
  'headers',
  'parameters',
  'requestBodies',
  'responses',
  'schemas',
  'securitySchemes',
  'examples',
  'callbacks',
] as const;

/** Whether something is null for which the gateway's reader wants a value or a reference. */
function lacksValue(root: JsonObject): boolean {
  const components = root['components'];
  const items = isObject(root['paths']) ? Object.values(root['paths']).filter(isObject) : [];
  const operations = items
    .flatMap((item) => [...methods].map((method) => item[method]))
    .filter((each) => isObject(each));
  const places = [
    ...(isObject(components) ? referable.map((kind) => components[kind]) : []),
    ...[...items, ...operations].map((each) => each['parameters']),
    ...operations.map((each) => each['callbacks']),
  ];
  const responses = operations.map((each) => each['responses']).filter((each) => isObject(each));
  return (
    places.some((place) => (isObject(place) || Array.isArray(place)) && Object.values(place).includes(null)) ||
    responses.some((place) => Object.entries(place).some(([name, each]) => each === null && !name.startsWith('x-')))
  );
}

/** Reads the OAS part of a document, strictly; the error is the admin API's text. */
export function parseOas(body: Uint8Array | string): Decoded<RawOas> {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  // A body of blanks is an empty document to the gateway's reader, which tries YAML after JSON.
  const source = bytes.every((byte) => byte <= 0x20) ? '{}' : bytes;
  const typed = decode(openApi, source);
  const raw = decode(any, source);
  if (!typed.ok || !raw.ok) return { ok: false, error: 'request malformed' };
  const given = isObject(raw.value) ? raw.value : {};
  if (lacksValue(given) || !refersWell(given, given)) return { ok: false, error: 'request malformed' };
  const { [extensionName]: extension, ...root } = tidy(given);
  return { ok: true, value: { root, extension: extension ?? undefined } };
}

/** Reads the Tyk extension, leniently: what is of a wrong type counts as missing (`12-more / OAS saved with ...`). */
export function readExtension({ root, extension }: RawOas): OasDocument {
  if (!isObject(extension)) return makeDocument(root, null);
  return makeDocument(root, readSchemes(root, convert(tykExtension, extension).value));
}

/** Reads an OAS document: its OAS part strictly, its Tyk extension leniently. */
export function readOas(body: Uint8Array | string): Decoded<OasDocument> {
  const raw = parseOas(body);
  return raw.ok ? { ok: true, value: readExtension(raw.value) } : raw;
}

/** The document's text, members by name, the extension in its own order: the body of `GET /tyk/apis/oas/<id>`. */
export function writeOas(document: OasDocument): string {
  const members = emptyMap<string | null>();
  for (const [name, value] of Object.entries(document.root)) members[name] = marshal(value);
  if (document.extension !== null) members[extensionName] = encode(tykExtension, document.extension);
  return encode(map(rawMessage), members);
}
