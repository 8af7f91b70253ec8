/**
 * Which refusals the traps lead to that the lint finds in documents.
 */
import type { RefusalCode } from '../../gateway/refusals';
import type { Finding } from '../../workspace/lint/finding';
import type { LintCode } from '../../workspace/lint/rules';

const noJwt: readonly RefusalCode[] = ['auth_key_missing', 'auth_key_unknown'];
const noKey: readonly RefusalCode[] = ['key_of_token_unknown'];
const noPolicy: readonly RefusalCode[] = ['policy_missing'];

// prettier-ignore
const leadsTo: Partial<Readonly<Record<LintCode, readonly RefusalCode[]>>> = {
  'listen-path-empty': ['route_not_found'],
  'listen-path-blank': ['route_not_found'],
  'listen-path-no-route': ['route_not_found'],
  'listen-path-shared': ['route_not_found'],
  'api-not-routed': ['route_not_found'],
  'api-id-shared': ['route_not_found'],
  'save-refused': ['route_not_found'],
  'document-unreadable': ['route_not_found'],
  'upstream-url-unfit': ['upstream_failed', 'upstream_unresolved'],

  'versions-missing': ['version_default_missing', 'version_unknown', 'version_missing'],
  'version-ambiguous': ['version_ambiguous'],
  'version-location-unknown': ['version_missing'],
  'default-version-unknown': ['version_unknown'],
  'version-must-be-named': ['version_missing'],
  'white-list-closes': ['path_forbidden'],
  'path-pattern-broken': ['path_forbidden'],
  'expired': ['version_expired', 'api_expired'],
  'end-unreadable': ['version_expired', 'api_expired'],

  'use-jwt-written': noJwt,
  'oas-bearer-format': noJwt,
  'oas-component-wrong': noJwt,
  'oas-names-differ': noJwt,
  'oas-component-missing': noJwt,
  'oas-settings-missing': noJwt,
  'oas-requirement-missing': noJwt,
  'oas-requirement-not-first': noJwt,
  'jwt-off': noJwt,
  'auth-token-in-one-place': noJwt,
  'auth-token-beside-jwt': noJwt,
  'identity-from-elsewhere': ['session_missing'],

  'token-places-off': ['token_missing'],
  'header-left-out': ['token_missing'],
  'old-places-unread': ['token_missing'],
  'token-places-misnamed': ['token_missing'],
  'token-place-unnamed': ['token_missing'],
  'several-token-places': ['token_malformed', 'token_missing'],

  'method-defaults-to-hmac': ['signing_method_unexpected'],
  'method-refuses-key': ['signing_method_unexpected'],
  'key-for-hmac': ['signing_method_unexpected'],
  'key-set-for-hmac': ['signing_method_unexpected', 'signature_invalid'],
  'source-not-base64': ['source_not_base64'],
  'pem-not-base64': ['source_not_base64'],
  'source-url-raw': ['source_not_base64'],
  'source-url-with-blanks': ['source_not_base64', 'signature_invalid'],
  'secret-reads-as-base64': ['signature_invalid'],
  'secret-encoded-twice': ['signature_invalid'],
  'secret-with-line-end': ['signature_invalid'],
  'key-of-other-family': ['signature_invalid'],
  'rsa-key-too-short': ['signature_invalid'],
  'second-key-unused': ['signature_invalid'],
  'key-encoded-twice': ['key_unreadable'],
  'secret-for-key-method': ['key_unreadable'],
  'private-key-in-source': ['key_unreadable'],
  'pkcs1-key': ['key_unreadable'],
  'pem-damaged': ['key_unreadable'],
  'key-unreadable': ['key_unreadable'],
  'no-key-source': noKey,
  'classic-key-sets-unread': noKey,
  'listed-address-encoded': ['key_set_unavailable'],
  'listed-address-unfit': ['key_set_unavailable'],
  'cache-timeouts-differ': ['kid_unknown'],
  'cache-timeout-too-long': ['kid_unknown'],
  'cache-timeout-not-text': ['signing_method_unexpected'],

  'expires-skew-alone': ['key_expired'],
  'skew-in-milliseconds': ['key_expired'],
  'keys-expire-in': ['key_expired'],

  'subjects-compare-kid': ['subject_refused'],
  'subjects-may-compare-kid': ['subject_refused'],
  'allowed-value-with-blank': ['issuer_refused', 'audience_refused', 'subject_refused'],
  'claim-path-invalid': ['custom_claim_refused'],
  'claim-path-surprising': ['custom_claim_refused'],
  'claim-never-met': ['custom_claim_refused'],
  'contains-takes-last': ['custom_claim_refused'],
  'allowed-text-of-number': ['custom_claim_refused'],

  'claim-name-unreachable': ['identity_missing', 'policy_missing'],
  'policy-source-missing': noPolicy,
  'policy-claim-is-list': noPolicy,
  'base-policy-claims-unread': noPolicy,
  'client-needs-key': noPolicy,
  'default-does-not-step-in': ['policy_unknown'],
  'default-policy-missing': ['policies_not_applicable', 'policy_unknown'],
  'default-policy-of-other-org': ['policies_not_applicable', 'policy_unknown'],
  'policy-of-other-org': ['policy_unknown'],
  'policy-id-shared': ['policy_unknown'],
  'scopes-drop-defaults': ['scopes_unmapped'],
  'scope-claim-dotted': ['scopes_unmapped', 'policy_missing'],
  'scope-never-matches': ['scopes_unmapped'],
  'scope-fields-disabled': ['scopes_unmapped', 'policy_missing'],
  'scope-policy-missing': ['scope_policies_failed'],
  'scope-policy-of-other-org': ['scope_policies_failed'],

  'policy-inactive': ['key_inactive'],
  'policy-without-rights': ['policies_not_applicable', 'policy_switch_failed', 'scope_policies_failed'],
  'policy-without-access': ['policies_not_applicable', 'policy_switch_failed', 'scope_policies_failed'],
  'per-api-with-partitions': ['policies_not_applicable', 'policy_switch_failed', 'scope_policies_failed'],
  'per-api-meets-partitions': ['policies_not_applicable', 'policy_switch_failed', 'scope_policies_failed'],
  'rights-under-other-id': ['api_not_granted'],
  'default-does-not-grant': ['api_not_granted'],
  'scope-policy-does-not-grant': ['api_not_granted'],
  'no-policy-grants': ['api_not_granted'],
  'grants-nothing-here': ['api_not_granted'],
  'session-shared': ['api_not_granted', 'quota_exceeded', 'rate_exceeded'],
  'no-version-granted': ['version_not_granted'],
  'default-version-not-granted': ['version_not_granted'],
  'restricted-stays-restricted': ['path_not_granted'],
  'url-empty': ['path_not_granted'],
  'url-without-methods': ['path_not_granted'],
  'url-method-case': ['path_not_granted'],
  'url-pattern-broken': ['path_not_granted'],
  'url-with-query': ['path_not_granted'],
  'url-encoded': ['path_not_granted'],
  'fraction-cut': ['rate_exceeded'],
  'quota-never-renewed': ['quota_exceeded'],
};

/** The findings that lead to a refusal, errors before warnings before hints. */
export function findingsFor(code: RefusalCode, findings: readonly Finding[]): readonly Finding[] {
  const order = ['error', 'warning', 'hint'];
  return findings
    .filter((finding) => leadsTo[finding.code]?.includes(code) === true)
    .sort((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
}
