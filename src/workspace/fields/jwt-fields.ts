/**
 * Fields that say how a JWT is judged (behaviour.md 4.1, 4.2, 5).
 */
import { isObject } from '../../go/json';
import { memberAt, type JsonPath } from '../json-edit';
import { at, type Field, type Spot, withControl } from './field';
import { inScheme, schemePath } from './jwt-scheme';
import { spelled } from './member';
import { placesPath } from './token-places';

/** Signing methods, in the guide's and the Dashboard's words. */
const signingMethods = [
  { value: '', label: 'choose …' },
  { value: 'hmac', label: 'HMAC (shared)' },
  { value: 'rsa', label: 'RSA public key' },
  { value: 'ecdsa', label: 'ECDSA public key' },
] as const;

/** The scope settings of a classic definition: the old fields while the new object says nothing and they do (behaviour.md 4.1). */
function scopePlace(member: 'scope_claim_name' | 'scope_to_policy', old: string): Spot {
  const usesOld = (text: string): boolean => {
    const scopes = memberAt(text, spelled(text, ['scopes']));
    const isEmpty =
      !isObject(scopes) || Object.values(scopes).every((one) => !isObject(one) || Object.keys(one).length === 0);
    const olds = ['jwt_scope_claim_name', 'jwt_scope_to_policy_mapping'];
    return isEmpty && olds.some((name) => memberAt(text, spelled(text, [name])) !== undefined);
  };
  return {
    path: (text) => spelled(text, usesOld(text) ? [old] : ['scopes', 'jwt', member]),
    also: (text) => [spelled(text, [old])],
  };
}

/** The places of the list of key sets beside the source. */
function besideSource(text: string): readonly JsonPath[] {
  return [spelled(text, ['jwt_jwks_uris'])];
}

const fields: readonly Field[] = [
  {
    name: 'signing-method',
    label: 'JWT Signing Method',
    help: 'The family of the token’s alg. JWKS needs it too.',
    control: { kind: 'choice', choices: signingMethods },
    spots: { classic: at('jwt_signing_method'), oas: inScheme('signingMethod') },
  },
  {
    name: 'key-source',
    label: 'Key source',
    help: 'What the signature is checked with.',
    control: { kind: 'part', part: 'key source' },
    spots: {
      classic: { ...at('jwt_source'), also: besideSource },
      oas: { ...inScheme('source'), also: (text) => [schemePath(text, 'jwksURIs')] },
    },
  },
  {
    name: 'identity-source',
    label: 'Identity Source',
    help: 'The claim that says who it is; without one, sub.',
    control: { kind: 'text', placeholder: 'sub' },
    spots: { classic: at('jwt_identity_base_field'), oas: inScheme('identityBaseField') },
  },
  {
    name: 'policy-field',
    label: 'Policy Field Name',
    help: 'The claim that holds the id of one policy.',
    control: { kind: 'text', placeholder: 'pol' },
    spots: { classic: at('jwt_policy_field_name'), oas: inScheme('policyFieldName') },
  },
  {
    name: 'default-policy',
    label: 'Default Policy',
    help: 'Used when the token names no policy; never added to one that it names.',
    control: { kind: 'policies' },
    spots: { classic: at('jwt_default_policies'), oas: inScheme('defaultPolicies') },
  },
];

/** What the guide's second and third step set. */
export const jwtFields: readonly Field[] = fields.map((field) => ({ ...field, jwtOnly: true }));

/** Other claims for identity and policy. */
export const otherClaimFields: readonly Field[] = [
  {
    name: 'subject-claims',
    label: 'Identity sources, several',
    help: 'The first that the token has counts. They win over Identity Source.',
    control: { kind: 'texts', each: 'Claim' },
    spots: { oas: inScheme('subjectClaims') },
  },
  {
    name: 'base-policy-claims',
    label: 'Policy fields, several',
    help: 'The first that the token has counts. Read only while Policy Field Name is not empty.',
    control: { kind: 'texts', each: 'Claim' },
    spots: { oas: inScheme('basePolicyClaims') },
  },
  {
    name: 'client-field',
    label: 'Client field',
    help: 'The claim with a Tyk key whose policy counts; read only without Policy Field Name.',
    control: { kind: 'text' },
    spots: { classic: at('jwt_client_base_field'), oas: inScheme('clientBaseField') },
  },
];

/** Where the token is read from. */
export const tokenFields: readonly Field[] = [
  {
    name: 'token-places',
    label: 'Where the token is',
    help: 'A cookie’s token beats a query’s, and that the header’s.',
    control: { kind: 'part', part: 'token places' },
    spots: {
      classic: {
        path: (text) => placesPath(text, 'classic'),
        also: (text) => [spelled(text, ['auth']), ['auth_configs']],
      },
      oas: {
        path: (text) => schemePath(text, 'header'),
        also: (text) => [schemePath(text, 'query'), schemePath(text, 'cookie')],
      },
    },
  },
];

const scopeRows = { name: 'Scope', value: 'Policy', holds: 'policy' } as const;

/** Scopes that stand for policies. */
export const scopeFields: readonly Field[] = [
  {
    name: 'scope-claim',
    label: 'Scope claim',
    brief: 'claim',
    help: 'The claim with the scopes; without one, scope.',
    control: { kind: 'text', placeholder: 'scope' },
    spots: { classic: scopePlace('scope_claim_name', 'jwt_scope_claim_name'), oas: inScheme('scopes', 'claimName') },
  },
  {
    name: 'scope-claims',
    label: 'Scope claims, several',
    brief: 'claims',
    help: 'The first that the token has counts. They win over the field above.',
    control: { kind: 'texts', each: 'Claim' },
    spots: { oas: inScheme('scopes', 'claims') },
  },
  {
    name: 'scope-mapping',
    label: 'Scope to policy mapping',
    brief: 'scopes',
    help: 'A token whose scopes are all unknown here is refused, unless it names a policy.',
    control: { kind: 'pairs', pairs: { ...scopeRows, as: 'members' } },
    spots: {
      classic: scopePlace('scope_to_policy', 'jwt_scope_to_policy_mapping'),
      oas: withControl(inScheme('scopes', 'scopeToPolicyMapping'), {
        kind: 'pairs',
        pairs: { ...scopeRows, as: { name: 'scope', value: 'policyId' } },
      }),
    },
  },
];

/** Seconds that clocks may differ by. */
export const skewFields: readonly Field[] = [
  {
    name: 'expiry-skew',
    label: 'Expiry skew, seconds',
    brief: 'expiry',
    help: 'How long after exp a token is taken; the session must last longer by itself.',
    control: { kind: 'number' },
    spots: { classic: at('jwt_expires_at_validation_skew'), oas: inScheme('expiresAtValidationSkew') },
  },
  {
    name: 'issued-at-skew',
    label: 'Issued-at skew, seconds',
    brief: 'issued-at',
    help: 'How long before iat a token is taken.',
    control: { kind: 'number' },
    spots: { classic: at('jwt_issued_at_validation_skew'), oas: inScheme('issuedAtValidationSkew') },
  },
  {
    name: 'not-before-skew',
    label: 'Not-before skew, seconds',
    brief: 'not-before',
    help: 'How long before nbf a token is taken.',
    control: { kind: 'number' },
    spots: { classic: at('jwt_not_before_validation_skew'), oas: inScheme('notBeforeValidationSkew') },
  },
];

/** Rules for claims, which only a Tyk OAS API has. */
export const claimFields: readonly Field[] = [
  {
    name: 'allowed-issuers',
    label: 'Allowed issuers',
    brief: 'issuers',
    help: 'iss must be one of them, letter for letter.',
    control: { kind: 'texts', each: 'Issuer' },
    spots: { oas: inScheme('allowedIssuers') },
  },
  {
    name: 'allowed-audiences',
    label: 'Allowed audiences',
    brief: 'audiences',
    help: 'aud must have one of them.',
    control: { kind: 'texts', each: 'Audience' },
    spots: { oas: inScheme('allowedAudiences') },
  },
  {
    name: 'allowed-subjects',
    label: 'Allowed subjects',
    brief: 'subjects',
    help: 'Compared with the token’s kid where it has one, else with the identity.',
    control: { kind: 'texts', each: 'Subject' },
    spots: { oas: inScheme('allowedSubjects') },
  },
  {
    name: 'jti-required',
    label: 'JWT ID required',
    brief: 'jti',
    help: 'The claim jti must be there; any value will do.',
    control: { kind: 'switch' },
    spots: { oas: inScheme('jtiValidation', 'enabled') },
  },
  {
    name: 'claim-rules',
    label: 'Rules for other claims',
    brief: 'rules',
    help: 'A path with dots leads into the claims: realm.role.',
    control: { kind: 'part', part: 'claim rules' },
    spots: { oas: inScheme('customClaimValidation') },
  },
];
