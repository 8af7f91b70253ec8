/**
 * Gives an API what it checks tokens with. Signing method and source go together: either alone refuses every token.
 */
import type { SourceMethod } from '../../keys/source-doctor';
import { formOf } from '../documents';
import { isCleanJson, memberAt, type JsonPath } from '../json-edit';
import { authenticationModeOf, authenticationModes, judgesJwts, withAuthenticationMode } from './authentication-mode';
import { tykName } from './field';
import { schemePath } from './jwt-scheme';
import { writeTypedSource } from './key-source';
import { put, spelled, textAt } from './member';

/** What tokens are to be checked with. */
export type WantedSource =
  /** A text as `jwt_source` has it. */
  | { readonly kind: 'source'; readonly method: SourceMethod; readonly source: string }
  /** The address of a key set, as it is. */
  | { readonly kind: 'key set'; readonly method: SourceMethod; readonly url: string };

/** A member that was changed: Tyk's name of it, and its value as a text; empty: it is not there. */
export interface MemberChange {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** The changed definition and what is other in it; or, in a sentence, why it cannot be changed. */
export type SourcePut =
  | { readonly ok: true; readonly text: string; readonly changes: readonly MemberChange[] }
  | { readonly ok: false; readonly problem: string };

/**
 * The definition with JWT switched on, this signing method, and this source. A classic API has the address of a key set in
 * base64; a Tyk OAS API has it in its list of key sets. The list comes before `source`, so only one of the two is left.
 */
export function putKeySource(text: string, wanted: WantedSource): SourcePut {
  const form = formOf(text);
  if (!form.ok) return { ok: false, problem: `The definition cannot be read: ${form.error}` };
  if (!isCleanJson(text)) return { ok: false, problem: 'The definition cannot be read: its JSON is not complete.' };
  const isOas = form.value === 'oas';
  const on = judgesJwts(text) ? text : withAuthenticationMode(text, form.value, 'jwt');
  const { method, source, list } = places(on, isOas);
  const ready = put(on, method, wanted.method);
  const next =
    isOas && wanted.kind === 'key set'
      ? put(put(ready, list, listWith(ready, list, wanted.url)), source, undefined)
      : put(isOas ? put(ready, list, undefined) : ready, source, sourceText(wanted));
  return { ok: true, text: next, changes: changes(text, next, isOas) };
}

function places(text: string, isOas: boolean): Readonly<Record<'method' | 'source' | 'list', JsonPath>> {
  return {
    method: isOas ? schemePath(text, 'signingMethod') : spelled(text, ['jwt_signing_method']),
    source: isOas ? schemePath(text, 'source') : spelled(text, ['jwt_source']),
    list: isOas ? schemePath(text, 'jwksURIs') : spelled(text, ['jwt_jwks_uris']),
  };
}

function sourceText(wanted: WantedSource): string {
  return wanted.kind === 'source' ? wanted.source : writeTypedSource(wanted.url, 'base64');
}

/** A list of this address alone; its entry stays as it was where it has one, with its cache time. */
function listWith(text: string, list: JsonPath, url: string) {
  const held = memberAt(text, list);
  const entries = Array.isArray(held) ? held : [];
  const known = entries.find((_, at) => memberAt(text, [...list, at, 'url']) === url);
  return [known ?? { url }];
}

function changes(before: string, after: string, isOas: boolean): readonly MemberChange[] {
  const was = places(before, isOas);
  const is = places(after, isOas);
  const members = (['method', 'source', 'list'] as const).map((member) => ({
    name: tykName(is[member]),
    before: textAt(before, was[member]),
    after: textAt(after, is[member]),
  }));
  const mode = { name: 'Authentication', before: modeTitle(before), after: modeTitle(after) };
  return [mode, ...members].filter((member) => member.before !== member.after);
}

function modeTitle(text: string): string {
  const mode = authenticationModeOf(text);
  return authenticationModes.find(({ value }) => value === mode)?.label ?? mode;
}
