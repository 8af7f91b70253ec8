/**
 * Who a token is of (behaviour 5.9).
 */
import { get, isObject, type JsonObject, type JsonValue } from '../go/json';
import { type Journey, inHeader, inPayload } from './journey';
import type { LogWriter } from './log';
import type { Fact } from './outcome';

/** An identity and where it was found; or the error, and whether a claim was there but empty. */
export type Identity =
  | { readonly ok: true; readonly identity: string; readonly facts: readonly Fact[] }
  | { readonly ok: false; readonly error: string; readonly empty: boolean; readonly facts: readonly Fact[] };

const none = 'no suitable claims for user ID were found';

/** A value inside nested objects; lists are not entered. */
export function nested(claims: JsonObject, path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = claims;
  for (const name of path) {
    if (value === undefined || !isObject(value)) return undefined;
    value = get(value, name);
  }
  return value;
}

/** A claim that is a text and not empty: under the very name, else along its dots. Also the path where it stands. */
export function claimText(
  claims: JsonObject,
  field: string,
): { readonly text: string; readonly path: readonly string[] } | null {
  const literal = get(claims, field);
  if (typeof literal === 'string' && literal !== '') return { text: literal, path: [field] };
  if (!field.includes('.')) return null;
  const path = field.split('.');
  const value = nested(claims, path);
  return typeof value === 'string' && value !== '' ? { text: value, path } : null;
}

function fromField(claims: JsonObject, field: string, fallback: boolean, log: LogWriter): Identity {
  const facts: Fact[] = [];
  const miss = (empty: boolean, error: string): Identity => {
    log.bare('error', error);
    return { ok: false, error, empty, facts };
  };
  if (field !== '') {
    const found = claimText(claims, field);
    if (found !== null) {
      const fact = {
        name: field,
        value: found.text,
        rule: 'the identity',
        holds: true,
        place: inPayload(...found.path),
      };
      return { ok: true, identity: found.text, facts: [fact] };
    }
    const isEmpty = get(claims, field) === '' || (field.includes('.') && nested(claims, field.split('.')) === '');
    const value = isEmpty ? 'empty' : 'absent, or no text';
    facts.push({
      name: field,
      value,
      rule: 'a text that is not empty',
      holds: false,
      place: inPayload(...field.split('.')),
    });
    if (isEmpty) return miss(true, `found an empty user ID in predefined base claim, claim: ${field}`);
    log.bare('warning', "Base Field claim not found, trying to find user ID in 'sub' claim.", { 'Base Field': field });
  }
  if (fallback) {
    const sub = get(claims, 'sub');
    if (typeof sub === 'string') {
      const fact = {
        name: 'sub',
        value: sub === '' ? 'empty' : sub,
        rule: 'stands in for the identity',
        place: inPayload('sub'),
      };
      facts.push({ ...fact, holds: sub !== '' });
      return sub === '' ? miss(true, 'found an empty user ID in sub claim') : { ok: true, identity: sub, facts };
    }
  }
  return miss(false, none);
}

/** The identity that the claims give, by the API's identity field, or by its list of subject claims (OAS). */
export function identityOfClaims({ api, logWriter, claims }: Pick<Journey, 'api' | 'logWriter' | 'claims'>): Identity {
  if (!api.definition.is_oas) return fromField(claims, api.definition.jwt_identity_base_field, true, logWriter);
  const scheme = api.jwtScheme;
  let fields = scheme?.subjectClaims ?? [];
  if (fields.length === 0 && scheme !== null && scheme.identityBaseField !== '') fields = [scheme.identityBaseField];
  const facts: Fact[] = [];
  for (const field of fields) {
    const found = fromField(claims, field, false, logWriter);
    facts.push(...found.facts);
    if (found.ok || found.empty) return { ...found, facts };
  }
  if (!fields.includes('sub')) {
    const found = fromField(claims, 'sub', false, logWriter);
    return { ...found, facts: [...facts, ...found.facts] };
  }
  return { ok: false, error: none, empty: false, facts };
}

/** The identity where the token's `kid` counts first (one key per token, and the subject rule of OAS). */
export function identityOf(journey: Journey): Identity {
  const kid = get(journey.get('token').header, 'kid');
  if (!journey.api.definition.jwt_skip_kid && typeof kid === 'string') {
    journey.log.debug(`Found: ${kid}`);
    const rule = 'the key id counts before any claim';
    return { ok: true, identity: kid, facts: [{ name: 'kid', value: kid, rule, holds: true, place: inHeader('kid') }] };
  }
  return identityOfClaims(journey);
}
