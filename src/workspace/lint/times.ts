/**
 * Skews and lifetimes (behaviour 5.7, 7.2, 9).
 */
import { isObject } from '../../go/json';
import { judgesJwts } from './authentication';
import { type ApiDocument, valueAt } from './document';
import type { Hit } from './finding';
import { authentication } from './jwt-scheme';
import { fix, place, set } from './place';

const skews = [
  ['jwt_issued_at_validation_skew', 'iat'],
  ['jwt_expires_at_validation_skew', 'exp'],
  ['jwt_not_before_validation_skew', 'nbf'],
] as const;

export function* expiresSkew(api: ApiDocument): Iterable<Hit> {
  const skew = api.definition.jwt_expires_at_validation_skew;
  if (!judgesJwts(api) || skew === 0) return;
  const path = place(api, 'jwt_expires_at_validation_skew');
  yield {
    path,
    message:
      'This alone lets no expired token through: the session takes the token’s exp, and has ended too (401 “Key has expired, please renew”).',
    fixes: [fix('Set it to 0', set(api, path, 0))],
  };
}

export function* skewInMilliseconds(api: ApiDocument): Iterable<Hit> {
  if (!judgesJwts(api)) return;
  for (const [field, claim] of skews) {
    const skew = api.definition[field];
    if (skew < 5000 || skew % 1000 !== 0) continue;
    const path = place(api, field);
    yield {
      path,
      message: `The skew of ${claim} is in seconds: ${String(skew)} s are ${hours(skew)}.`,
      fixes: [fix(`Write ${String(skew / 1000)}`, set(api, path, skew / 1000))],
    };
  }
}

function hours(seconds: number): string {
  return seconds < 5400 ? `${String(Math.round(seconds / 60))} minutes` : `${String(Math.round(seconds / 3600))} hours`;
}

export function* sessionLifetime(api: ApiDocument): Iterable<Hit> {
  const { session_lifetime: seconds, session_lifetime_respects_key_expiration: respects } = api.definition;
  if (!judgesJwts(api) || seconds <= 0) return;
  yield {
    path: place(api, 'session_lifetime'),
    message: respects
      ? `A session is forgotten ${String(seconds)} s after it was saved last, or when it expires if that is later; one that never expires is kept.`
      : `A session is forgotten ${String(seconds)} s after it was saved last, whatever exp says, and the next request makes a new one.`,
  };
}

export function* lifetimeUnused(api: ApiDocument): Iterable<Hit> {
  const { session_lifetime: seconds, session_lifetime_respects_key_expiration: respects } = api.definition;
  if (!judgesJwts(api) || seconds > 0) return;
  const typed = valueAt(api.json, [...authentication, 'customKeyLifetime']);
  if (api.oas !== null && isObject(typed) && typed['enabled'] === true && typeof typed['value'] === 'string') {
    yield {
      path: place(api, 'session_lifetime'),
      message: 'This is no time of a second or more such as “1h”, so sessions are kept without end.',
    };
  } else if (api.oas !== null && isObject(typed) && typed['value'] !== undefined && typed['enabled'] !== true) {
    const path = place(api, 'session_lifetime');
    const on = [...authentication, 'customKeyLifetime', 'enabled'];
    yield {
      path,
      message: 'customKeyLifetime is not enabled, so sessions are kept without end.',
      fixes: [fix('Enable it', set(api, on, true))],
    };
  } else if (respects) {
    yield {
      path: place(api, 'session_lifetime_respects_key_expiration'),
      message: 'Without a session lifetime this has no effect: sessions are kept without end.',
    };
  }
}
