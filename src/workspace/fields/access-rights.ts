/**
 * The APIs that a policy opens, and how far: `access_rights` (behaviour.md 4.3, 7.3, 7.4).
 */
import { memberAt, type JsonPath } from '../json-edit';
import { append, lengthAt, namesAt, put, spelled, textAt } from './member';

/** A path that a policy opens, for these methods. */
export interface AllowedUrl {
  readonly url: string;
  readonly methods: readonly string[];
  readonly path: JsonPath;
}

/** What a policy says of one API. */
export interface Access {
  /** The member's name, by which the gateway finds it. */
  readonly apiId: string;
  readonly name: string;
  readonly versions: readonly string[];
  /** Empty: every path. */
  readonly urls: readonly AllowedUrl[];
  readonly path: JsonPath;
}

/** Where they stand. */
export function accessPath(text: string): JsonPath {
  return spelled(text, ['access_rights']);
}

function textsAt(text: string, path: JsonPath): readonly string[] {
  return Array.from({ length: lengthAt(text, path) }, (_, index) => textAt(text, [...path, index]));
}

/** The rights, in the order of the text. */
export function readAccess(text: string): readonly Access[] {
  const base = accessPath(text);
  return namesAt(text, base).map((apiId) => {
    const path = [...base, apiId];
    const urls = Array.from({ length: lengthAt(text, [...path, 'allowed_urls']) }, (_, index) => {
      const at = [...path, 'allowed_urls', index];
      return { url: textAt(text, [...at, 'url']), methods: textsAt(text, [...at, 'methods']), path: at };
    });
    return {
      apiId,
      name: textAt(text, [...path, 'api_name']),
      versions: textsAt(text, [...path, 'versions']),
      urls,
      path,
    };
  });
}

/** An API that can be opened. */
export interface OpenableApi {
  readonly id: string;
  readonly name: string;
  readonly versions: readonly string[];
}

/** The policy that opens one API more, in all its versions. */
export function grant(text: string, api: OpenableApi): string {
  const right = { api_id: api.id, api_name: api.name, versions: [...api.versions] };
  return put(text, [...accessPath(text), api.id], right);
}

/** The policy that opens a version of an API, or no longer. */
export function grantVersion(text: string, { path }: Access, version: string, on: boolean): string {
  const list = [...path, 'versions'];
  const versions = textsAt(text, list);
  const index = versions.indexOf(version);
  if (on) return index === -1 ? append(text, list, version) : text;
  return index === -1 ? text : put(text, [...list, index], undefined);
}

/** The policy that opens one path more of an API, for GET. */
export function allowUrl(text: string, { path }: Access, url: string): string {
  return append(text, [...path, 'allowed_urls'], { url, methods: ['GET'] });
}

/** The policy that opens a path for these methods, given as a person types them: `GET, POST`. */
export function withMethods(text: string, { path, methods }: AllowedUrl, typed: string): string {
  const wanted = methodsOf(typed);
  if (wanted.join() === methods.join() && memberAt(text, [...path, 'methods']) !== undefined) return text;
  return put(text, [...path, 'methods'], [...wanted]);
}

/** The methods in a text, letter for letter. */
function methodsOf(typed: string): readonly string[] {
  return typed.split(/[\s,]+/).filter((method) => method !== '');
}
