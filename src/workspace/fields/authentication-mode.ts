/**
 * The authentication mode of an API: in the Dashboard one choice, in a definition several members that must agree.
 */
import { readApi } from '../documents';
import { memberAt, type JsonPath } from '../json-edit';
import type { Choice, DocumentForm } from './field';
import { authentication, componentPath, jwtSchemeName, schemePath, withJwtScheme, withRequirement } from './jwt-scheme';
import { isOn, namesAt, put, spelled, textAt } from './member';

/** How a client shows who it is. `other`: a way that only the JSON can tell. */
export type AuthenticationMode = 'open' | 'jwt' | 'token' | 'jwt and token' | 'other';

/** The modes that can be chosen, in the Dashboard's words. */
export const authenticationModes: readonly Choice[] = [
  { value: 'open', label: 'Open (Keyless)' },
  { value: 'jwt', label: 'JSON Web Token (JWT)' },
  { value: 'token', label: 'Auth Token' },
  { value: 'jwt and token', label: 'JWT and Auth Token, both required' },
];

/** Classic switches of the ways that the form does not have. */
const otherWays = ['use_basic_auth', 'use_oauth2', 'use_openid', 'use_mutual_tls_auth', 'enable_signature_checking'];
const schemeComponents: JsonPath = ['components', 'securitySchemes'];
const usualTokenName = 'authToken';

/** The mode that the gateway takes from the definition; as typed where it cannot read it. With no way on it wants an auth token (behaviour.md 1). */
export function authenticationModeOf(text: string): AuthenticationMode {
  const read = readApi(text);
  if (!read.ok) return typedMode(text);
  const { use_keyless, enable_jwt, use_standard_auth } = read.value.definition;
  if (use_keyless) return 'open';
  if (enable_jwt) return use_standard_auth ? 'jwt and token' : 'jwt';
  return !use_standard_auth && hasOtherWay(text) ? 'other' : 'token';
}

function hasOtherWay(text: string): boolean {
  if (otherWays.some((way) => isOn(text, spelled(text, [way])))) return true;
  return namesAt(text, ['security', 0]).some((name) => {
    const component = [...schemeComponents, name];
    const type = textAt(text, [...component, 'type']);
    return type === 'oauth2' || type === 'openIdConnect' || textAt(text, [...component, 'scheme']) === 'basic';
  });
}

function typedMode(text: string): AuthenticationMode {
  if (isOn(text, ['enable_jwt']) || isOn(text, schemePath(text, 'enabled'))) return 'jwt';
  return isOn(text, ['use_keyless']) ? 'open' : 'token';
}

/** Whether JWTs are judged. */
export function judgesJwts(text: string): boolean {
  const mode = authenticationModeOf(text);
  return mode === 'jwt' || mode === 'jwt and token';
}

/** The definition with another mode. JWT settings stay when JWT goes; where there were none, it starts with the guide's `sub` and `pol`. */
export function withAuthenticationMode(text: string, form: DocumentForm, mode: AuthenticationMode): string {
  if (mode === 'other' || form === 'policy') return text;
  return form === 'oas' ? oasWithMode(text, mode) : classicWithMode(text, mode);
}

type Chosen = Exclude<AuthenticationMode, 'other'>;

function classicWithMode(text: string, mode: Chosen): string {
  const jwt = mode === 'jwt' || mode === 'jwt and token';
  const token = mode === 'token' || mode === 'jwt and token';
  let next = text;
  const turn = (member: string, on: boolean): void => {
    const path = spelled(next, [member]);
    if (on || memberAt(next, path) !== undefined) next = put(next, path, on);
  };
  turn('use_keyless', mode === 'open');
  turn('enable_jwt', jwt);
  turn('use_standard_auth', token);
  for (const way of otherWays) turn(way, false);
  return jwt ? withUsualClaims(next, ['jwt_identity_base_field'], ['jwt_policy_field_name']) : next;
}

function oasWithMode(text: string, mode: Chosen): string {
  if (mode === 'open') return put(text, spelled(text, [...authentication, 'enabled']), false);
  const wantsToken = mode !== 'jwt';
  const token = tokenSchemeName(text);
  let next = wantsToken ? withTokenScheme(text, token) : text;
  if (mode === 'token') {
    next = withRequirement(put(next, spelled(next, [...authentication, 'enabled']), true), [token]);
    const jwt = schemePath(next, 'enabled');
    return memberAt(next, jwt) === undefined ? next : put(next, jwt, false);
  }
  const name = jwtSchemeName(next);
  next = withJwtScheme(next, wantsToken ? [name, token] : [name]);
  return withUsualClaims(next, schemePath(next, 'identityBaseField'), schemePath(next, 'policyFieldName'));
}

function withUsualClaims(text: string, identity: JsonPath, policy: JsonPath): string {
  const isNew = [identity, policy].every((path) => memberAt(text, path) === undefined);
  return isNew ? put(put(text, identity, 'sub'), policy, 'pol') : text;
}

function tokenSchemeName(text: string): string {
  const names = namesAt(text, schemeComponents);
  return names.find((name) => textAt(text, [...schemeComponents, name, 'type']) === 'apiKey') ?? usualTokenName;
}

function withTokenScheme(text: string, name: string): string {
  const component = [...schemeComponents, name];
  const placed = memberAt(text, component) !== undefined;
  const next = placed ? text : put(text, component, { type: 'apiKey', in: 'header', name: 'Authorization' });
  return put(next, spelled(next, [...authentication, 'securitySchemes', name, 'enabled']), true);
}

/** The members that a mode stands in. */
export function modePaths(text: string, form: DocumentForm): readonly JsonPath[] {
  if (form !== 'oas') return ['enable_jwt', 'use_standard_auth', ...otherWays].map((member) => spelled(text, [member]));
  return [componentPath(text), ['security'], schemePath(text, 'enabled')];
}
