/**
 * Where the gateway looks for the token: header, query, cookie (behaviour.md 5.1).
 */
import { memberAt, type JsonPath } from '../json-edit';
import type { DocumentForm } from './field';
import { schemePath } from './jwt-scheme';
import { isOn, put, setText, spelled, textAt } from './member';

/** The places, the weakest first: a cookie's token beats a query's, and that a header's. */
export const tokenPlaces = ['header', 'query', 'cookie'] as const;
export type TokenPlace = (typeof tokenPlaces)[number];

/** A place, whether the gateway looks there, and under which name; empty: the name it takes by itself. */
export interface PlaceSetting {
  readonly place: TokenPlace;
  readonly on: boolean;
  readonly name: string;
  readonly onPath: JsonPath;
  readonly namePath: JsonPath;
}

const classicMembers = {
  header: { on: 'disable_header', name: 'auth_header_name' },
  query: { on: 'use_param', name: 'param_name' },
  cookie: { on: 'use_cookie', name: 'cookie_name' },
} as const;

/** The object that counts: the entry for JWTs, or while there is none the old `auth`. Of an OAS document the JWT scheme's settings. */
export function placesPath(text: string, form: DocumentForm): JsonPath {
  if (form === 'oas') return schemePath(text);
  const own = spelled(text, ['auth_configs', 'jwt']);
  const old = spelled(text, ['auth']);
  return memberAt(text, own) === undefined && memberAt(text, old) !== undefined ? old : own;
}

function pathsOfPlace(text: string, form: DocumentForm, place: TokenPlace) {
  if (form === 'oas') return { on: schemePath(text, place, 'enabled'), name: schemePath(text, place, 'name') };
  const base = placesPath(text, form);
  const { on, name } = classicMembers[place];
  return { on: [...base, on], name: [...base, name] };
}

/** The three places as the document has them. */
export function readTokenPlaces(text: string, form: DocumentForm): readonly PlaceSetting[] {
  return tokenPlaces.map((place) => {
    const { on, name } = pathsOfPlace(text, form, place);
    const says = isOn(text, on);
    const negated = form !== 'oas' && place === 'header';
    return { place, on: says !== negated, name: textAt(text, name), onPath: on, namePath: name };
  });
}

/** The document that looks in a place, or no longer. */
export function withTokenPlace(text: string, form: DocumentForm, place: TokenPlace, on: boolean): string {
  const path = pathsOfPlace(text, form, place).on;
  return put(text, path, form !== 'oas' && place === 'header' ? !on : on);
}

/** The document that looks for another name in a place. */
export function withPlaceName(text: string, form: DocumentForm, place: TokenPlace, name: string): string {
  return setText(text, pathsOfPlace(text, form, place).name, name);
}
