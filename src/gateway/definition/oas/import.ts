/**
 * What the gateway makes of an OAS document that comes without a Tyk extension, or with settings in the query:
 * `POST /tyk/apis/oas/import` and `PATCH /tyk/apis/oas/<id>` (behaviour 10.3).
 */
import type { Decoded, JsonObject, JsonValue } from '../../../go/json';
import { get, isObject } from '../../../go/json';
import type { Query } from '../../../go/url';
import { emptyMap, lookup } from '../../../go/struct';
import type { OasDocument } from './document';
import { makeDocument, securityComponents, securityRequirements } from './document';
import type { Authentication, Operation, TykExtension } from './extension';
import { blank, tykExtension } from './extension';
import { operationIds } from './fill-paths';
import type { SecurityScheme } from './schemes';
import { isJwtComponent, jwtScheme, tokenScheme } from './schemes';

/** What the query asks for; a text that is empty and a switch that is `null` ask for nothing. */
export interface ImportSettings {
  readonly upstreamURL: string;
  readonly listenPath: string;
  readonly customDomain: string;
  readonly apiID: string;
  readonly authentication: boolean | null;
  readonly allowList: boolean | null;
  readonly validateRequest: boolean | null;
  readonly mockResponse: boolean | null;
  readonly securityProcessingMode: string;
}

/** Nothing is asked for. */
export const noSettings: ImportSettings = {
  upstreamURL: '',
  listenPath: '',
  customDomain: '',
  apiID: '',
  authentication: null,
  allowList: null,
  validateRequest: null,
  mockResponse: null,
  securityProcessingMode: '',
};

const trueWords = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const falseWords = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

/** Reads the settings in a query; `null`: there are none. */
export function readImportSettings(query: Query): ImportSettings | null {
  const text = (name: string): string => (query.get(name)?.[0] ?? '').trim();
  const flag = (name: string): boolean | null => {
    const word = text(name);
    return trueWords.has(word) ? true : falseWords.has(word) ? false : null;
  };
  const settings: ImportSettings = {
    upstreamURL: text('upstreamURL'),
    listenPath: text('listenPath'),
    customDomain: text('customDomain'),
    apiID: text('apiID'),
    authentication: flag('authentication'),
    allowList: flag('allowList'),
    validateRequest: flag('validateRequest'),
    mockResponse: flag('mockResponse'),
    securityProcessingMode:
      text('securityProcessingMode') || (text('authentication') === 'compliant' ? 'compliant' : ''),
  };
  return Object.values(settings).every((value) => value === '' || value === null) ? null : settings;
}

const noServers =
  'The ‘servers’ object is empty in your OAS. You can either add a ‘servers’ section to your OpenAPI description ' +
  'or provide a Custom Upstream URL in the manual configuration options below.';
const noSecurity =
  'The ‘security’ object is empty in your OAS. When enabling authentication, your OpenAPI description must include ' +
  'a ‘security’ object that defines the authentication schemes. You can either add a ‘security’ object or disable ' +
  'authentication in the API settings.';
const badUpstream =
  'The manually configured upstream URL is not valid. The URL must be absolute and properly formatted ' +
  '(e.g. https://example.com). Please check the URL format and try again.';
const badServer =
  'The first entry in the ‘servers’ object of your OAS is not valid. The URL must be absolute and properly formatted ' +
  '(e.g. https://example.com).';

/** The document with an extension that says what an import says by itself: active, context variables and traffic logs on. */
export function withDefaults(document: OasDocument): OasDocument {
  const extension = document.extension ?? tykExtension.zero();
  const middleware = extension.middleware ?? blank.middleware();
  const global = middleware.global ?? blank.global();
  const { contextVariables, trafficLogs } = global;
  const logs = { enabled: true, tagHeaders: null, customRetentionPeriod: 0, plugins: null };
  const filled = {
    ...global,
    contextVariables: contextVariables ?? { enabled: true },
    trafficLogs: trafficLogs ?? logs,
  };
  return makeDocument(document.root, {
    ...extension,
    info: { ...extension.info, state: { active: true, internal: false } },
    server: { ...extension.server, listenPath: { ...extension.server.listenPath, strip: true } },
    middleware: { ...middleware, global: filled },
  });
}

/** The document with an extension that follows the settings. The error is the admin API's text. */
export function withSettings(document: OasDocument, settings: ImportSettings): Decoded<OasDocument> {
  const { root } = document;
  const { info, server, upstream, ...rest } = document.extension ?? tykExtension.zero();
  const url = upstreamOf(root, upstream.url, settings.upstreamURL);
  if (!url.ok) return url;
  const authentication = authenticationOf(root, server.authentication, settings);
  if (!authentication.ok) return authentication;
  const title = isObject(root['info']) ? root['info']['title'] : '';
  const domain = server.customDomain ?? { enabled: true, name: '', certificates: null };
  const extension: TykExtension = {
    ...rest,
    info: {
      ...info,
      name: info.name === '' && typeof title === 'string' ? title : info.name,
      id: settings.apiID || info.id,
    },
    upstream: { ...upstream, url: url.value },
    server: {
      ...server,
      listenPath: { ...server.listenPath, value: settings.listenPath || server.listenPath.value || '/' },
      customDomain: settings.customDomain === '' ? server.customDomain : { ...domain, name: settings.customDomain },
      authentication: authentication.value,
    },
  };
  return { ok: true, value: withOperations(makeDocument(root, extension), settings) };
}

/** The upstream: the one asked for, else the extension's, else the first of `servers`, its variables at their defaults. */
function upstreamOf(root: JsonObject, before: string, asked: string): Decoded<string> {
  const isAbsolute = (url: string): boolean => /^[a-zA-Z][a-zA-Z0-9+.-]*:/.test(url) && !/[\s<>"\\^`]/.test(url);
  if (asked !== '') return isAbsolute(asked) ? { ok: true, value: asked } : { ok: false, error: badUpstream };
  if (before !== '') return { ok: true, value: before };
  const first = Array.isArray(root['servers']) ? root['servers'][0] : undefined;
  if (!isObject(first)) return { ok: false, error: noServers };
  let url = typeof first['url'] === 'string' ? first['url'] : '';
  const variables = first['variables'];
  for (const [name, variable] of Object.entries(isObject(variables) ? variables : {})) {
    if (!url.includes(`{${name}}`)) continue;
    const value = isObject(variable) ? variable['default'] : '';
    if (typeof value !== 'string' || value === '') {
      return { ok: false, error: `server variable ${name} does not have a default value` };
    }
    url = url.replaceAll(`{${name}}`, () => value);
  }
  if (url.includes('{') && url.includes('}')) return { ok: false, error: 'server URL contains undefined variables' };
  if (isAbsolute(url)) return { ok: true, value: url };
  return { ok: false, error: `${badServer} Please update ${JSON.stringify(url)} to be a valid URL and try again.` };
}

function authenticationOf(
  root: JsonObject,
  before: Authentication | null,
  { authentication: enabled, securityProcessingMode }: ImportSettings,
): Decoded<Authentication | null> {
  let authentication = before;
  if (enabled !== null) {
    const requirements = securityRequirements(root);
    if (requirements.length === 0) return { ok: false, error: noSecurity };
    const schemes: Record<string, SecurityScheme> = Object.assign(
      emptyMap<SecurityScheme>(),
      authentication?.securitySchemes,
    );
    const components = securityComponents(root);
    for (const name of requirements.flatMap((requirement) => Object.keys(requirement))) {
      const scheme = schemeOf(get(components, name), lookup(schemes, name), enabled);
      if (scheme !== null) schemes[name] = scheme;
    }
    authentication = {
      ...(authentication ?? blank.authentication()),
      enabled,
      securitySchemes: schemes,
      baseIdentityProvider: baseIdentity(Object.values(schemes)),
    };
  }
  if (securityProcessingMode === '') return { ok: true, value: authentication };
  return { ok: true, value: { ...(authentication ?? blank.authentication()), securityProcessingMode } };
}

/** The scheme of the extension for a component, switched on or off; `null`: the gateway cannot import its kind. */
function schemeOf(
  component: JsonValue | undefined,
  before: SecurityScheme | undefined,
  enabled: boolean,
): SecurityScheme | null {
  if (!isObject(component)) return null;
  const header = { enabled: true, name: 'Authorization' };
  if (component['type'] === 'apiKey') {
    const token = before?.kind === 'token' ? before.token : tokenScheme.zero();
    return { kind: 'token', token: { ...token, enabled } };
  }
  if (isJwtComponent(component)) {
    const jwt = before?.kind === 'jwt' ? before.jwt : jwtScheme.zero();
    return { kind: 'jwt', jwt: { ...jwt, enabled, header } };
  }
  if (component['type'] !== 'oauth2' && !(component['type'] === 'http' && component['scheme'] === 'basic')) return null;
  const value = before?.kind === 'unread' && isObject(before.value) ? before.value : {};
  return { kind: 'unread', value: { ...value, enabled, header } };
}

/** Of several schemes the auth token's session counts, else the JWT's, else OAuth's. */
function baseIdentity(schemes: readonly SecurityScheme[]): string {
  if (schemes.length < 2) return '';
  if (schemes.some(({ kind }) => kind === 'token')) return 'auth_token';
  return schemes.some(({ kind }) => kind === 'jwt') ? 'jwt_claim' : 'oauth_key';
}

const methods = ['connect', 'delete', 'get', 'head', 'options', 'patch', 'post', 'put', 'trace'];

/** The document with an id for each of its operations; those of the extension follow the settings, and obsolete ones go. */
export function withOperations(document: OasDocument, settings: ImportSettings): OasDocument {
  if (document.extension === null) return document;
  const root: JsonObject = Object.assign(emptyMap<JsonValue>(), document.root);
  const middleware = document.extension.middleware ?? blank.middleware();
  const operations = emptyMap<Operation | null>();
  const idOf = operationIds(root);
  for (const [path, item] of Object.entries(isObject(root['paths']) ? root['paths'] : {})) {
    if (!isObject(item)) continue;
    const shared = Array.isArray(item['parameters']) && item['parameters'].length > 0;
    for (const method of methods) {
      const entry = item[method];
      if (!isObject(entry)) continue;
      const id = idOf(path, method.toUpperCase());
      const before = lookup(middleware.operations, id) ?? blank.operation();
      const operation = importOperation(before, entry, settings, shared);
      if (Object.values(operation).some((part) => part !== null)) operations[id] = operation;
    }
  }
  const named = Object.keys(operations).length > 0 ? operations : null;
  const filled = { ...middleware, operations: named };
  const empty = Object.values(filled).every((part) => part === null);
  return makeDocument(root, { ...document.extension, middleware: empty ? null : filled });
}

function importOperation(
  before: Operation,
  entry: JsonObject,
  { allowList, validateRequest, mockResponse }: ImportSettings,
  sharedParameters: boolean,
): Operation {
  let operation = before;
  if (allowList !== null) {
    const allow = { ...(before.allow ?? { ignoreCase: false }), enabled: allowList };
    const block = before.block !== null && allowList ? { ...before.block, enabled: false } : before.block;
    operation = { ...operation, allow, block };
  }
  if (validateRequest !== null && (sharedParameters || takesInput(entry))) {
    operation = { ...operation, validateRequest: { enabled: validateRequest, errorResponseCode: 422 } };
  }
  if (mockResponse !== null && hasExample(entry)) {
    const value = isObject(before.mockResponse) ? before.mockResponse : {};
    const mocked = { ...value, enabled: mockResponse, fromOASExamples: { enabled: mockResponse } };
    operation = { ...operation, mockResponse: mocked };
  }
  return operation;
}

function takesInput(entry: JsonObject): boolean {
  if (Array.isArray(entry['parameters']) && entry['parameters'].length > 0) return true;
  const content = isObject(entry['requestBody']) ? entry['requestBody']['content'] : undefined;
  return isObject(content) && ['application/json', 'application/*', '*/*'].some((type) => isObject(content[type]));
}

/** Whether a response has an example, or a schema that one can be made of. */
function hasExample(entry: JsonObject): boolean {
  const responses = isObject(entry['responses']) ? Object.values(entry['responses']) : [];
  return responses.some((response) => {
    const content = isObject(response) ? response['content'] : undefined;
    return isObject(content) && Object.values(content).some(isExemplified);
  });
}

function isExemplified(media: JsonValue): boolean {
  if (!isObject(media)) return false;
  if ((media['example'] ?? null) !== null || isObject(media['schema'])) return true;
  const examples = isObject(media['examples']) ? Object.values(media['examples']) : [];
  return examples.some((example) => isObject(example) && (example['value'] ?? null) !== null);
}
