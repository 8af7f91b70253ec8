import { expect, test } from 'vitest';
import { scenarioOf } from '../../src/scenarios/catalogue';
import { recordedCases } from '../gateway/recorded';

/**
 * The traps of behaviour.md (marked ‡ there) by section, each with the scenarios that show it. Three are left out: they are
 * answers of the admin API, and a scenario sends requests. POST of `{}` saves an API (10.3), PUT of an unknown policy is 200
 * (10.4), GET of a key by its name is 404 (6).
 */
const traps: readonly (readonly [section: string, trap: string, scenarios: readonly string[]])[] = [
  ['1', 'turning JWT off does not open the API', ['jwt-switched-off']],
  ['2', 'an API with active: false is served', ['inactive-api-is-served']],
  ['2', 'every API is reachable under its id, and nothing is stripped', ['api-by-its-id']],
  ['3', 'on an ignored path the token is not looked at', ['ignored-path']],
  ['4.1', 'an unknown signing method is HMAC', ['signing-method-in-capitals']],
  ['4.1', 'the switches of the time checks are dead', ['jwt-disable-expires-at-validation']],
  ['4.1', 'a classic API ignores jwt_jwks_uris', ['jwks-uris-in-a-classic-api']],
  ['4.1', 'a classic API ignores the claim rules', ['claim-rules-in-a-classic-api']],
  ['4.1', 'content in scopes disables the deprecated fields', ['scopes-object-beside-deprecated-fields']],
  ['4.2', 'bearerFormat in small letters leaves JWT off', ['oas-bearer-format-in-small-letters']],
  ['4.2', 'without a security requirement JWT stays off', ['oas-without-security-requirement']],
  ['4.2', 'a header that is left out is off', ['oas-header-left-out']],
  ['4.2', 'refusals of an OAS API write no access line', ['oas-refusals-missing-in-access-log']],
  ['4.2', 'a read changes the loaded API', ['reading-an-oas-api-changes-it']],
  ['4.2', 'a field of a wrong type is ignored', ['oas-field-of-wrong-type']],
  ['4.2', 'a cacheTimeout that is a number loses later fields', ['jwks-cache-timeout-as-a-number']],
  ['4.3', 'active of a policy is not read, is_inactive is', ['key-is-inactive']],
  ['5.1', 'a cookie beats the query, the query the header', ['cookie-beats-header']],
  ['5.3', 'what follows the payload’s first value is ignored', ['text-after-the-claims']],
  ['5.3', 'bits left over in base64 are not checked', ['last-character-of-signature-changed']],
  ['5.4', 'none and EdDSA are known, None is not', ['alg-none']],
  ['5.5', 'a secret that is base64 by chance is other bytes', ['secret-is-base64-by-chance']],
  ['5.5', 'a secret encoded twice', ['secret-encoded-twice']],
  ['5.5', 'the status of a key set is not looked at', ['jwks-http-500-with-keys']],
  ['5.5', 'one bad key spoils the set', ['jwks-one-bad-key-spoils-the-set']],
  ['5.5', 'an unknown kid does not fetch again', ['keys-rotated-cache-runs-out']],
  ['5.5', 'a reload does not empty the cache', ['reload-does-not-empty-the-jwks-cache']],
  ['5.5', 'a set without keys is kept', ['jwks-answer-without-keys-is-kept']],
  ['5.5', 'a raw URL works once, and its base64 form is refused until the cache is empty', ['raw-jwks-url-works-once']],
  ['5.5', 'the older reader keeps what it fetched', ['jwks-with-pem-in-x5c']],
  ['5.5', 'one timeout of two is over: its tokens are refused', ['one-jwks-cache-timeout-of-two']],
  ['5.7', 'the last failing time gives the text, exp the flag', ['expired-and-not-valid-yet']],
  ['5.7', 'times of 2^63 and more overflow', ['time-beyond-64-bits']],
  ['5.8', 'the subject that is compared is the kid', ['invalid-subject-value']],
  ['5.8', 'a name that is no JSONPath refuses every request', ['invalid-claim-path']],
  ['5.8', 'custom rules are looked up by another syntax', ['claim-path-with-a-star']],
  ['5.8', 'contains with a number: only the last value counts', ['contains-with-a-number']],
  ['5.9', 'an error is logged for each subject claim that is missing', ['second-subject-claim-found']],
  ['5.9', 'one sub on two APIs is one session', ['one-session-for-two-apis']],
  ['5.10', 'basePolicyClaims needs policyFieldName', ['oas-base-policy-claims']],
  ['5.11', 'a default does not step in for a wrong policy', ['default-policy-does-not-replace-wrong-pol']],
  ['5.11', 'an empty text as default policy opens the API', ['empty-text-as-default-policy']],
  ['5.11', 'policies from earlier scopes stay', ['policy-from-earlier-scope-stays']],
  ['5.12', 'a dotted scope claim never works on OAS', ['oas-nested-scope-claim']],
  ['5.12', 'an empty scope is one scope, and unmapped scopes are refused', ['no-matching-policy-found-in-scope-claim']],
  ['5.13', 'a client id that is no text makes the gateway panic', ['client-id-is-a-number']],
  ['5.14', 'meta data of policies is not there on the first request', ['meta-data-on-first-request']],
  ['5.15', 'restricted and unrestricted stays restricted', ['restricted-beside-unrestricted-policy']],
  ['5.15', 'a limit inside access rights needs per_api', ['limit-inside-access-rights']],
  ['6', 'a key without jwt_data takes the empty secret', ['key-without-secret']],
  ['7.1', 'strip_auth_data takes another cookie', ['strip-auth-data-takes-another-cookie']],
  ['7.2', 'the skew of exp alone does not help', ['exp-skew-alone-does-not-help']],
  ['7.2', 'the expiry sticks to the session', ['expiry-sticks-to-the-session']],
  ['7.4', 'what follows a placeholder is lost', ['pattern-behind-a-placeholder-is-lost']],
  ['7.4', 'an alternative is anchored on one side each', ['alternatives-in-allowed-urls']],
  ['7.5', 'fractions of a rate are cut off', ['rate-with-a-fraction']],
  ['7.5', 'a rate bucket keeps its size', ['raised-rate-has-no-effect']],
  ['7.5', 'a throttled call is 200 and logged as refused', ['throttled-request']],
  ['7.8', 'errors are escaped as JavaScript, which is no JSON', ['error-body-is-not-json']],
];

/** The recorded traps, each with the scenario that plays it. */
const recorded: Readonly<Record<string, string>> = {
  'exp skew, earlier session with later expiry': 'exp-skew-alone-does-not-help',
  'exp skew, base policy keeps keys for an hour': 'policy-lets-keys-expire',
  'expiry sticks to the session': 'expiry-sticks-to-the-session',
  'token expires between two requests': 'token-has-expired',
  'raw jwks url, several requests': 'raw-jwks-url-works-once',
  'base64 jwks url, several requests': 'guide-jwks-url',
  'jwks rotation, base64 url': 'keys-rotated-cache-runs-out',
  'two sessions with the same sub, different case': 'identity-in-other-letters',
  'one sub on two apis shares the session': 'one-session-for-two-apis',
  'second api not granted': 'access-to-this-api-has-been-disallowed',
  'policy for the other api only': 'token-for-one-api-takes-rights-on-another',
  'user keeps a policy from an earlier scope': 'policy-from-earlier-scope-stays',
  'array policy claim under a default': 'pol-as-array',
  'empty scope with a default policy': 'no-matching-policy-found-in-scope-claim',
  'restricted and unrestricted policy together': 'restricted-beside-unrestricted-policy',
  'limit inside access rights without per_api': 'limit-inside-access-rights',
  'base identity provided by something else': 'session-state-is-missing',
  'base identity provided by jwt_claim': 'session-state-is-missing',
  'jwt and auth token both on': 'jwt-and-auth-token-together',
  'dead validation switches': 'jwt-disable-expires-at-validation',
  'classic api ignores allowed issuers': 'claim-rules-in-a-classic-api',
  'jwt_jwks_uris on a classic api': 'jwks-uris-in-a-classic-api',
  'oas: bearerFormat in lower case': 'oas-bearer-format-in-small-letters',
  'oas: no security requirement': 'oas-without-security-requirement',
  'oas: header left out': 'oas-header-left-out',
  'oas: basePolicyClaims without policyFieldName': 'oas-base-policy-claims',
  'oas: basePolicyClaims and policyFieldName': 'oas-base-policy-claims',
  'oas: custom rule on a name with a dash': 'invalid-claim-path',
  'oas: custom rule on a URL claim': 'invalid-claim-path',
  'oas: issuer with a quote in the message': 'error-body-is-not-json',
  'oas: audience list in the message': 'no-matching-audience-found-in-token',
  'oas: subject check compares the kid': 'invalid-subject-value',
  'oas: scopes beside default policies': 'scope-replaces-default-policy',
  'secret of a length that is valid base64 by chance': 'secret-is-base64-by-chance',
  'secret encoded twice': 'secret-encoded-twice',
  'wrong and right token in turn': 'key-not-authorized-wrong-secret',
};

test.each(traps)('%s: %s', (_, __, shown) => {
  expect(shown.map((id) => scenarioOf(id)?.id)).toEqual(shown);
});

test('every recorded trap has a scenario', () => {
  expect(Object.keys(recorded)).toEqual(recordedCases('09-traps').map(({ name }) => name));
  for (const id of Object.values(recorded)) expect(scenarioOf(id), id).toBeDefined();
});
