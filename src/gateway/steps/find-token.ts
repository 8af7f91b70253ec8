import { readCookie } from '../../go/cookies';
import { canonicalHeaderName } from '../../go/header';
import { lookup } from '../../go/struct';
import { type Journey, type StepResult, inApi, pass, refuse } from '../journey';
import type { Fact, Place } from '../outcome';

/** A token that was found, and where. */
export interface FoundToken {
  readonly text: string;
  readonly facts: readonly Fact[];
  /** For a reader: `header Authorization`. */
  readonly place: string;
}

/**
 * The token of an authentication method: the cookie beats the query, the query beats the header (behaviour 5.1).
 * `kind` is the method's entry in `auth_configs`; without one the deprecated `auth` is used.
 */
export function tokenOf({ api, request }: Journey, kind: 'jwt' | 'authToken'): FoundToken {
  const own = lookup(api.definition.auth_configs, kind);
  const config = own ?? api.definition.auth;
  const at = (field: string): Place => inApi(...(own === undefined ? ['auth'] : ['auth_configs', kind]), field);
  const facts: Fact[] = [];
  let text = '';
  let place = 'nowhere';
  let fallback = 'Authorization';

  if (!config.disable_header) {
    if (config.auth_header_name !== '') fallback = config.auth_header_name;
    text = request.header(canonicalHeaderName(fallback));
    place = `header ${fallback}`;
    facts.push({ name: place, value: shortened(text), place: at('auth_header_name') });
  }
  if (config.use_param) {
    const name = config.param_name || fallback;
    const value = request.queryValues().get(name)?.[0] ?? '';
    facts.push({ name: `query ${name}`, value: shortened(value), rule: 'beats the header', place: at('param_name') });
    if (value !== '') [text, place] = [value, `query ${name}`];
  }
  if (config.use_cookie) {
    const name = config.cookie_name || fallback;
    const value = readCookie(name, request.headers.get('Cookie') ?? []) ?? '';
    facts.push({
      name: `cookie ${name}`,
      value: shortened(value),
      rule: 'beats query and header',
      place: at('cookie_name'),
    });
    if (value !== '') [text, place] = [value, `cookie ${name}`];
  }
  return { text, facts, place };
}

function shortened(text: string): string {
  if (text === '') return 'absent';
  return text.length > 48 ? `${text.slice(0, 40)}… (${String(text.length)} characters)` : text;
}

/** The text without one leading `Bearer ` in any case (behaviour 5.2). */
export function withoutBearer(text: string): string {
  return text.length > 6 && text.slice(0, 7).toUpperCase() === 'BEARER ' ? text.slice(7) : text;
}

/** JWTMiddleware: is there a token where the API reads it from (behaviour 5.1, 5.2)? */
export function findToken(journey: Journey): StepResult {
  const { text, facts, place } = tokenOf(journey, 'jwt');
  if (text === '') {
    journey.log.write('info', 'Attempted access with malformed header, no JWT auth header found.');
    return refuse('token_missing', 'no token was sent where the API looks for one', facts);
  }
  const tokenText = withoutBearer(text);
  const summary = tokenText === text ? place : `${place}, “${text.slice(0, 7)}” removed`;
  return pass(summary, facts, { tokenText });
}
