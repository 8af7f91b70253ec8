/** Security schemes of the Tyk extension: the part of an OAS document that says how tokens are judged. */
import type { JsonObject, JsonValue } from '../../../go/json';
import { isObject, marshal } from '../../../go/json';
import type { GoType, TypeOf } from '../../../go/struct';
import {
  any,
  boolean,
  convert,
  embed,
  encode,
  list,
  map,
  named,
  omitempty,
  pointer,
  string,
  struct,
  uint64,
} from '../../../go/struct';
import { readableDuration } from '../duration';

/** `{enabled, name}` of a header, cookie or query parameter. */
export const authSource = struct('oas.AuthSource', { enabled: boolean, name: omitempty(string) });

const authSources = struct('oas.AuthSources', {
  header: omitempty(pointer(authSource)),
  cookie: omitempty(pointer(authSource)),
  query: omitempty(pointer(authSource)),
});

const scopeToPolicy = struct('oas.ScopeToPolicy', { scope: omitempty(string), policyId: omitempty(string) });

const scopes = struct('oas.Scopes', {
  claimName: omitempty(string),
  claims: omitempty(list(string)),
  scopeToPolicyMapping: omitempty(list(scopeToPolicy)),
});

const customClaimValidation = struct('oas.CustomClaimValidationConfig', {
  type: named('oas.CustomClaimValidationType', string),
  allowedValues: omitempty(list(any)),
  nonBlocking: omitempty(boolean),
});

/** A JWT scheme of the extension, in the order in which the gateway writes it. */
export const jwtScheme = struct('oas.JWT', {
  enabled: boolean,
  ...embed(authSources),
  source: omitempty(string),
  jwksURIs: omitempty(list(struct('oas.JWK', { url: string, cacheTimeout: readableDuration }))),
  signingMethod: omitempty(string),
  identityBaseField: omitempty(string),
  subjectClaims: omitempty(list(string)),
  skipKid: omitempty(boolean),
  policyFieldName: omitempty(string),
  basePolicyClaims: omitempty(list(string)),
  clientBaseField: omitempty(string),
  scopes: omitempty(pointer(scopes)),
  defaultPolicies: omitempty(list(string)),
  issuedAtValidationSkew: omitempty(uint64),
  notBeforeValidationSkew: omitempty(uint64),
  expiresAtValidationSkew: omitempty(uint64),
  allowedIssuers: omitempty(list(string)),
  allowedAudiences: omitempty(list(string)),
  jtiValidation: struct('oas.JTIValidation', { enabled: boolean }),
  allowedSubjects: omitempty(list(string)),
  idpClientIdMappingDisabled: omitempty(boolean),
  customClaimValidation: omitempty(map(customClaimValidation)),
});

/** A JWT scheme as the gateway holds it: every member is there, what was missing or of a wrong type has its zero value. */
export type JwtScheme = TypeOf<typeof jwtScheme>;

/** A rule for a claim, found under its path in `customClaimValidation`. */
export type CustomClaimRule = TypeOf<typeof customClaimValidation>;

/** Where an OAS document says that a token may stand. */
export type AuthSource = TypeOf<typeof authSource>;

/** An auth token's scheme. */
export const tokenScheme = struct('oas.Token', {
  enabled: pointer(boolean),
  ...embed(authSources),
  enableClientCertificate: omitempty(boolean),
  signatureValidation: omitempty(any),
});

/** An auth token's scheme as the gateway holds it. */
export type TokenScheme = TypeOf<typeof tokenScheme>;

/** A scheme of the extension: read as what the document's `components` say it is, else kept as it came. */
export type SecurityScheme =
  | { readonly kind: 'jwt'; readonly jwt: JwtScheme }
  | { readonly kind: 'token'; readonly token: TokenScheme }
  | { readonly kind: 'unread'; readonly value: JsonValue };

/** `interface{}` in the gateway's map of schemes. */
export const securityScheme: GoType<SecurityScheme> = {
  goName: 'interface {}',
  zero: () => ({ kind: 'unread', value: null }),
  read: (node, _before, reading) => ({ kind: 'unread', value: any.read(node, null, reading) }),
  write(scheme) {
    if (scheme.kind === 'jwt') return encode(jwtScheme, scheme.jwt);
    return scheme.kind === 'token' ? encode(tokenScheme, scheme.token) : marshal(scheme.value);
  },
  isEmpty: () => false,
  isZero: () => false,
};

/** Whether a scheme of `components.securitySchemes` is one for JWTs; the three words are compared letter by letter. */
export function isJwtComponent(component: JsonObject): boolean {
  return component['type'] === 'http' && component['scheme'] === 'bearer' && component['bearerFormat'] === 'JWT';
}

/**
 * A scheme of the extension, read as its component says. Wrong types are passed over: such a member keeps its zero value.
 * But a `cacheTimeout` that is no text ends the reading, and every later member (by name) is lost.
 */
export function readScheme(component: JsonObject, scheme: SecurityScheme): SecurityScheme {
  if (scheme.kind !== 'unread' || !isObject(scheme.value)) return scheme;
  if (isJwtComponent(component)) return { kind: 'jwt', jwt: convert(jwtScheme, scheme.value).value };
  const bearer = component['type'] === 'http' && component['scheme'] === 'bearer';
  if (bearer || component['type'] === 'apiKey')
    return { kind: 'token', token: convert(tokenScheme, scheme.value).value };
  return scheme;
}
