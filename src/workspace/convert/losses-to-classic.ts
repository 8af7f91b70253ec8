/**
 * What a classic definition cannot say of a Tyk OAS document, or what the gateway does differently for it.
 */
import type { ClassicDefinition } from '../../gateway/definition/classic';
import { fromClassic, writeOas, type OasDocument } from '../../gateway/definition/oas';
import { securityComponents } from '../../gateway/definition/oas/document';
import { get, isObject, type JsonNode, type JsonObject } from '../../go/json';
import type { JsonPath } from '../json-edit';
import { convertedParts, counterparts } from './counterparts';
import { isBlank, memberOf, missingIn, nodeOf } from './json-node';
import { differs, type Loss, named, unnoticed } from './loss';
import { lossesOfJwtScheme } from './losses-of-jwt-scheme';

const tyk = 'x-tyk-api-gateway';
const schemesPath = [tyk, 'server', 'authentication', 'securitySchemes'];

/** The losses. `made`: the classic definition that the gateway reads in the converted text. */
export function lossesToClassic(document: OasDocument, made: ClassicDefinition): readonly Loss[] {
  const name = jwtSchemeName(document);
  const at = [...schemesPath, name ?? ''];
  const jwt = document.jwtScheme;
  return [
    ...(jwt === null ? [] : lossesOfJwtScheme(jwt, at)),
    ...lossesOfSchemes(document, made, name),
    ...lossesOfDescription(document),
    ...lossesOfExtension(document, made),
  ];
}

/** The name under which the JWT scheme in force stands. */
function jwtSchemeName({ extension, jwtScheme }: OasDocument): string | null {
  const schemes = extension?.server.authentication?.securitySchemes ?? {};
  const found = Object.entries(schemes).find(([, scheme]) => scheme.kind === 'jwt' && scheme.jwt === jwtScheme);
  return found?.[0] ?? null;
}

/** Schemes that are not in force, or not converted. */
function lossesOfSchemes(document: OasDocument, made: ClassicDefinition, jwtName: string | null): readonly Loss[] {
  const authentication = document.extension?.server.authentication ?? null;
  const losses: Loss[] = [];
  const kept = new Set(Object.values(made.auth_configs ?? {}).map(({ name }) => name));
  for (const [name, scheme] of Object.entries(authentication?.securitySchemes ?? {})) {
    if (name === jwtName || (scheme.kind === 'token' && kept.has(name))) continue;
    const path = [...schemesPath, name];
    const cause = whyUnused(document.root, name) ?? (scheme.kind === 'jwt' ? 'another one is taken' : null);
    losses.push(
      cause === null
        ? differs(path, `The scheme ${name} is of a kind that is not converted.`)
        : unnoticed(path, `The gateway does not put the scheme ${name} to use: ${cause}. It is left out.`),
    );
  }
  const requirements = document.root['security'];
  if (Array.isArray(requirements) && requirements.length > 1)
    losses.push(
      differs(['security'], 'A classic API knows no choice between security requirements: the first is taken.'),
    );
  return losses;
}

function isRequired(root: JsonObject, name: string): boolean {
  const [first] = Array.isArray(root['security']) ? root['security'] : [];
  return isObject(first) && get(first, name) !== undefined;
}

/** Why the gateway passes a scheme over; `null`: it does not. */
function whyUnused(root: JsonObject, name: string): string | null {
  const schemes = securityComponents(root);
  const component = get(schemes, name);
  if (!isObject(component)) return 'components.securitySchemes has no such scheme';
  if (!isRequired(root, name)) return 'security does not ask for it';
  const { type, scheme, bearerFormat = null } = component;
  if (type !== 'http' || scheme !== 'bearer' || bearerFormat === 'JWT') return null;
  return `its bearerFormat is ${JSON.stringify(bearerFormat)}, not "JWT"`;
}

/** What describes the API to people. */
function lossesOfDescription({ root, extension }: OasDocument): readonly Loss[] {
  const losses: Loss[] = [];
  const describe = (path: JsonPath, what: string): void => {
    losses.push(unnoticed(path, `${what} describes the API to its users; a classic definition has no place for it.`));
  };
  const info = root['info'];
  for (const name of Object.keys(isObject(info) ? info : {}))
    if (name !== 'title' && name !== 'version') describe(['info', name], `info.${name}`);
  const components = root['components'];
  for (const name of Object.keys(isObject(components) ? components : {}))
    if (name !== 'securitySchemes') describe(['components', name], `components.${name}`);
  const told = new Set(['openapi', 'info', 'components', 'security', 'paths']);
  for (const name of Object.keys(root)) if (!told.has(name)) describe([name], name);
  const operations = extension?.middleware?.operations ?? {};
  const paths = root['paths'];
  if (isObject(paths) && describesMore(paths, new Set(Object.keys(operations))))
    describe(['paths'], 'What paths says besides the operations that middleware.operations names');
  return losses;
}

function describesMore(paths: JsonObject, ids: ReadonlySet<string>): boolean {
  const bare = new Set(['operationId', 'responses']);
  return Object.values(paths).some(
    (item) =>
      isObject(item) &&
      Object.values(item).some((operation) => {
        if (!isObject(operation)) return false;
        const id = operation['operationId'];
        return typeof id !== 'string' || !ids.has(id) || Object.keys(operation).some((name) => !bare.has(name));
      }),
  );
}

/** Members of the extension that have rules of their own, or are converted whatever they say. */
const converted = new Set([
  'server.authentication.securitySchemes',
  'middleware.operations',
  'middleware.global.transformRequestHeaders',
  'middleware.global.transformResponseHeaders',
]);

/** Members of the extension that the gateway, or its emulation, carries along and that classic definitions write elsewhere. */
function lossesOfExtension(document: OasDocument, made: ClassicDefinition): readonly Loss[] {
  const from = memberOf(nodeOf(writeOas(document)), tyk);
  if (from === undefined) return [];
  const to = memberOf(nodeOf(writeOas(fromClassic(made))), tyk);
  const stop = (path: JsonPath): boolean => converted.has(named(path));
  const losses = new Map<string, Loss>();
  for (const path of missingIn(from, to, stop)) {
    const loss = lossOf(path, from);
    losses.set(named(loss.path), loss);
  }
  return [...losses.values(), ...lossesOfOperations(document)];
}

function lossOf(path: JsonPath, extension: JsonNode): Loss {
  const name = named(path);
  const row = counterparts.find(({ oas }) => oas !== null && (name === oas || name.startsWith(`${oas}.`)));
  const at = path.slice(0, 3);
  const isOff = switchedOff(at, extension);
  if (row !== undefined)
    return isOff
      ? unnoticed([tyk, ...at], `${named(at)} is switched off, and is left out.`)
      : differs([tyk, ...at], `${named(at)} is not converted: its place in a classic definition is ${row.classic}.`);
  if (path[0] === 'middleware' || path[0] === 'upstream')
    return isOff
      ? unnoticed([tyk, ...at], `${named(at)} is switched off, and is left out.`)
      : differs([tyk, ...at], `${named(at)} is not converted.`);
  return unnoticed([tyk, ...path], `${name} has no counterpart, and is left out.`);
}

function switchedOff(path: JsonPath, extension: JsonNode): boolean {
  let node: JsonNode | undefined = extension;
  for (const name of path) node = memberOf(node, String(name));
  const enabled = memberOf(node, 'enabled');
  return enabled !== undefined && isBlank(enabled);
}

function lossesOfOperations(document: OasDocument): readonly Loss[] {
  const operations = document.extension?.middleware?.operations ?? {};
  const known = operationIds(document.root);
  const losses: Loss[] = [];
  for (const [id, operation] of Object.entries(operations)) {
    const path = [tyk, 'middleware', 'operations', id];
    if (!known.has(id)) {
      losses.push(unnoticed(path, `No operation in paths has the id ${id}, so its middleware has no effect.`));
      continue;
    }
    for (const [part, value] of Object.entries(operation ?? {}))
      if (value !== null && !convertedParts.has(part))
        losses.push(differs([...path, part], `${part} of the operation ${id} is not converted.`));
  }
  return losses;
}

function operationIds({ paths }: JsonObject): ReadonlySet<unknown> {
  const items = isObject(paths) ? Object.values(paths).filter(isObject) : [];
  return new Set(
    items
      .flatMap((item) => Object.values(item))
      .filter(isObject)
      .map(({ operationId }) => operationId),
  );
}
