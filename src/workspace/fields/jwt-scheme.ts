/**
 * The JWT scheme of a Tyk OAS document. Its name is the document's own; component, requirement and settings of that name
 * make it together (behaviour.md 4.2).
 */
import { memberAt, type JsonPath } from '../json-edit';
import type { Spot } from './field';
import { isOn, namesAt, put, spelled } from './member';

const extension = 'x-tyk-api-gateway';

/** `server.authentication` of the Tyk extension. */
export const authentication: JsonPath = [extension, 'server', 'authentication'];
const settings: JsonPath = [...authentication, 'securitySchemes'];
const components: JsonPath = ['components', 'securitySchemes'];

const usualName = 'jwtAuth';
/** Settings that only a JWT scheme has. */
const telling = ['source', 'signingMethod', 'jwksURIs', 'identityBaseField', 'policyFieldName', 'defaultPolicies'];

/** The scheme's name: of those that the first requirement names, then of the others, the first that is one for JWTs, or means to be. */
export function jwtSchemeName(text: string): string {
  const required = namesAt(text, ['security', 0]);
  const names = [...new Set([...required, ...namesAt(text, settings), ...namesAt(text, components)])];
  const component = (name: string, member: string): unknown => memberAt(text, [...components, name, member]);
  const isBearer = (name: string): boolean => component(name, 'scheme') === 'bearer';
  return (
    names.find((name) => isBearer(name) && component(name, 'bearerFormat') === 'JWT') ??
    names.find((name) => namesAt(text, [...settings, name]).some((member) => telling.includes(member))) ??
    names.find(isBearer) ??
    usualName
  );
}

/** A member of the JWT scheme's settings. */
export function inScheme(...path: readonly string[]): Spot {
  return { path: (text) => schemePath(text, ...path) };
}

/** The path of a member of the JWT scheme's settings; of the settings themselves without one. */
export function schemePath(text: string, ...path: readonly string[]): JsonPath {
  return spelled(text, [...settings, jwtSchemeName(text), ...path]);
}

/** The path of the JWT scheme's component. */
export function componentPath(text: string): JsonPath {
  return [...components, jwtSchemeName(text)];
}

/** Whether the settings name a place for the token that is on. */
function readsToken(text: string): boolean {
  return ['header', 'query', 'cookie'].some((place) => isOn(text, schemePath(text, place, 'enabled')));
}

/** The document with a JWT scheme that is whole and on: component, requirement and settings. `names`: what the requirement names. */
export function withJwtScheme(text: string, names: readonly string[] = [jwtSchemeName(text)]): string {
  let next = text;
  const component = { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' };
  for (const [member, value] of Object.entries(component)) {
    const path = [...componentPath(next), member];
    if (memberAt(next, path) !== value) next = put(next, path, value);
  }
  next = withRequirement(next, names);
  next = put(next, spelled(next, [...authentication, 'enabled']), true);
  next = put(next, schemePath(next, 'enabled'), true);
  if (!readsToken(next)) next = put(next, schemePath(next, 'header'), { enabled: true, name: 'Authorization' });
  return next;
}

/** The document whose first security requirement names these schemes, and no other. */
export function withRequirement(text: string, names: readonly string[]): string {
  const now = namesAt(text, ['security', 0]);
  if (now.length === names.length && names.every((name) => now.includes(name))) return text;
  const first = Object.fromEntries(names.map((name) => [name, []]));
  const held = memberAt(text, ['security']);
  return Array.isArray(held) && held.length > 0 ? put(text, ['security', 0], first) : put(text, ['security'], [first]);
}
