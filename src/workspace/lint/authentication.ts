/**
 * Which way of authentication an API has switched on (behaviour 1, 4.1).
 */
import { isObject, type JsonObject } from '../../go/json';
import { lookup } from '../../go/struct';
import { type ApiDocument, foldedName } from './document';
import type { Hit } from './finding';
import { authentication, objectAt } from './jwt-scheme';
import { fix, place, set } from './place';

/** Whether the gateway judges JWTs for this API. */
export function judgesJwts({ definition }: ApiDocument): boolean {
  return definition.enable_jwt && !definition.use_keyless;
}

/** Whether all tokens are judged by keys that the API names; without any each token has a key of its own. */
export function isCentral({ definition }: ApiDocument): boolean {
  return definition.jwt_source !== '' || (definition.is_oas && (definition.jwt_jwks_uris?.length ?? 0) > 0);
}

/** Whether sessions are made from policies: not where each token has a Tyk key of its own. */
export function takesPolicies(api: ApiDocument): boolean {
  return judgesJwts(api) && isCentral(api);
}

function turnJwtOn(api: ApiDocument) {
  return fix('Turn JWT on', set(api, place(api, 'enable_jwt'), true));
}

function keylessEdit(api: ApiDocument, keyless: boolean) {
  return set(api, place(api, 'use_keyless'), api.oas === null ? keyless : !keyless);
}

export function* keylessBesideJwt(api: ApiDocument): Iterable<Hit> {
  const { definition, oas, scheme } = api;
  const means = oas === null ? definition.enable_jwt : scheme?.settings?.['enabled'] === true;
  if (!definition.use_keyless || !means) return;
  const switched = oas === null ? 'use_keyless is on' : 'authentication is not enabled';
  yield {
    path: place(api, 'use_keyless'),
    message: `The API is open: ${switched}, so no token is looked at, and requests without one pass too.`,
    fixes: [fix('Ask for a token', keylessEdit(api, false))],
  };
}

/** Ways of authentication that have nothing to do with JWTs. */
const otherMethods = [
  'use_standard_auth',
  'use_basic_auth',
  'use_oauth2',
  'use_openid',
  'enable_signature_checking',
  'use_mutual_tls_auth',
  'use_go_plugin_auth',
  'enable_coprocess_auth',
  'custom_plugin_auth_enabled',
] as const;

function hasOtherMethod({ definition, json, scheme }: ApiDocument): boolean {
  if (otherMethods.some((name) => definition[name]) || definition.external_oauth.enabled) return true;
  const settings: JsonObject = objectAt(json, authentication);
  const { securitySchemes, ...others } = settings;
  const schemes = isObject(securitySchemes) ? Object.entries(securitySchemes) : [];
  const parts = [...Object.values(others), ...schemes.filter(([name]) => name !== scheme?.name).map(([, one]) => one)];
  return parts.some((part) => isObject(part) && part['enabled'] === true);
}

export function* jwtOff(api: ApiDocument): Iterable<Hit> {
  const { definition, oas, scheme } = api;
  if (definition.use_keyless || definition.enable_jwt || writesUseJwt(api) || hasOtherMethod(api)) return;
  // A scheme that the gateway does not find has findings of its own.
  if (scheme !== null && !scheme.found) return;
  const keyless = fix('Let every request pass', keylessEdit(api, true));
  yield {
    path: oas !== null && scheme === null ? place(api, 'auth') : place(api, 'enable_jwt'),
    message: 'JWT is off, which does not open the API: a request without a key gets 401, one with a JWT gets 403.',
    fixes: oas !== null && scheme === null ? [keyless] : [turnJwtOn(api), keyless],
  };
}

function writesUseJwt({ oas, json }: ApiDocument): boolean {
  return oas === null && foldedName(json, 'use_jwt') !== undefined;
}

export function* useJwtWritten(api: ApiDocument): Iterable<Hit> {
  if (!writesUseJwt(api) || api.definition.enable_jwt || api.definition.use_keyless) return;
  const path = place(api, 'use_jwt');
  yield {
    path,
    message: 'The gateway has no field use_jwt. The switch is enable_jwt; without it every JWT is refused.',
    fixes: [fix('Write enable_jwt', set(api, path, undefined), set(api, place(api, 'enable_jwt'), true))],
  };
}

/** Header, parameter and cookie that a method reads, as one text. */
function readFrom({ definition }: ApiDocument, kind: 'jwt' | 'authToken'): { header: string | null; others: boolean } {
  const config = lookup(definition.auth_configs, kind) ?? definition.auth;
  const name = config.auth_header_name === '' ? 'authorization' : config.auth_header_name.toLowerCase();
  return { header: config.disable_header ? null : name, others: config.use_param || config.use_cookie };
}

export function* authTokenBeside(api: ApiDocument): Iterable<Hit> {
  if (!judgesJwts(api) || !api.definition.use_standard_auth) return;
  const jwt = readFrom(api, 'jwt');
  const token = readFrom(api, 'authToken');
  const onePlace = jwt.header !== null && jwt.header === token.header && !jwt.others && !token.others;
  if (onePlace) return;
  yield authTokenHit(api, 'JWT and auth token are both on, so a request needs both: a good JWT alone gets 401.');
}

export function* authTokenInOnePlace(api: ApiDocument): Iterable<Hit> {
  if (!judgesJwts(api) || !api.definition.use_standard_auth) return;
  const jwt = readFrom(api, 'jwt');
  const token = readFrom(api, 'authToken');
  if (jwt.header === null || jwt.header !== token.header || jwt.others || token.others) return;
  yield authTokenHit(
    api,
    'A JWT and an auth token are both wanted, and both from one header. One value cannot be both, so nothing passes.',
  );
}

function authTokenHit(api: ApiDocument, message: string): Hit {
  const off =
    api.oas === null
      ? set(api, place(api, 'use_standard_auth'), false)
      : set(api, [...place(api, 'auth_configs', 'authToken'), 'enabled'], false);
  return { path: off.path, message, fixes: [fix('Turn the auth token off', off)] };
}

export function* identityElsewhere(api: ApiDocument): Iterable<Hit> {
  const { base_identity_provided_by: by, use_standard_auth: hasToken } = api.definition;
  if (!judgesJwts(api) || by === '' || by === 'jwt_claim' || (by === 'auth_token' && hasToken)) return;
  const path = place(api, 'base_identity_provided_by');
  yield {
    path,
    message: `The session is to come from “${by}”, so the JWT gives none and every request is 400 “Session state is missing”.`,
    fixes: [fix('Take the session from the JWT', set(api, path, 'jwt_claim'))],
  };
}
