/**
 * Refusals that an API cannot give, whatever is sent to it.
 */
import { isAddress, readStaticSource } from '../../keys/static-source';
import type { LoadedApi } from '../../gateway/loaded-api';
import { pipeline } from '../../gateway/pipeline';
import type { RefusalCode } from '../../gateway/refusals';
import { keySource } from '../../gateway/steps/find-key';
import { scopeMapping } from '../../gateway/steps/scopes';
import { explanations } from '../../guide/refusals/explanations';

type Reason = (api: LoadedApi) => string | null;

const unless =
  (possible: (api: LoadedApi) => boolean, reason: string): Reason =>
  (api) =>
    possible(api) ? null : reason;

const versioned = unless(
  ({ definition }) => !definition.version_data.not_versioned || definition.definition.enabled,
  'the API has no versions',
);
const unversioned = unless(({ definition }) => definition.version_data.not_versioned, 'the API has versions');
const familyOfVersions = unless(
  ({ definition }) => definition.definition.enabled,
  'its versions are no APIs of their own',
);
const keySet = unless(hasKeySet, 'the API has no key set');
const ownKeys = unless(
  (api) => keySource({ api }) === 'one key per token',
  'the API has one source of keys for all tokens',
);
const oas = (has: (scheme: NonNullable<LoadedApi['jwtScheme']>) => boolean, rule: string): Reason => {
  return ({ definition, jwtScheme }) => {
    if (!definition.is_oas) return 'the API is classic, and has no such rule';
    return jwtScheme !== null && has(jwtScheme) ? null : `the scheme has no ${rule}`;
  };
};
const central = unless(
  (api) => keySource({ api }) !== 'one key per token',
  'each token has a key of its own, and policies in it are not read',
);
const mapped: Reason = (api) =>
  central(api) ?? (Object.keys(scopeMapping(api).map).length === 0 ? 'the API maps no scopes' : null);

const some = (list: readonly unknown[] | null): boolean => list !== null && list.length > 0;

const reasons: Partial<Readonly<Record<RefusalCode, Reason>>> = {
  version_missing: versioned,
  version_unknown: unless(({ definition }) => !definition.version_data.not_versioned, 'the API has no versions'),
  version_expired: unless(({ definition }) => !definition.version_data.not_versioned, 'the API has no versions'),
  version_ambiguous: unversioned,
  version_default_missing: unversioned,
  base_version_unknown: familyOfVersions,
  api_expired: (api) => unversioned(api) ?? (api.expires === 'never' ? 'the API has no end' : null),
  path_forbidden: unless(
    ({ versions }) =>
      [...versions.values()].some(({ paths }) => paths.some(({ list }) => /^(?:black|white)/.test(list))),
    'the API has neither a black nor a white list',
  ),
  source_not_base64: (api) => {
    if (keySource({ api }) !== 'jwt_source') return 'the API has no jwt_source that is read';
    const { jwt_source: source } = api.definition;
    return !isAddress(source) && readStaticSource(source).ok ? 'its source is base64' : null;
  },
  key_set_unavailable: keySet,
  kid_not_text: keySet,
  kid_unknown: keySet,
  key_of_token_unknown: ownKeys,
  key_vanished: ownKeys,
  key_unreadable: unless(
    ({ definition }) => definition.jwt_signing_method === 'rsa' || definition.jwt_signing_method === 'ecdsa',
    'the API takes HMAC, where any bytes are a secret',
  ),
  issuer_refused: oas(({ allowedIssuers }) => some(allowedIssuers), 'allowedIssuers'),
  audience_refused: oas(({ allowedAudiences }) => some(allowedAudiences), 'allowedAudiences'),
  token_id_missing: oas(({ jtiValidation }) => jtiValidation.enabled, 'jtiValidation'),
  subject_refused: oas(({ allowedSubjects }) => some(allowedSubjects), 'allowedSubjects'),
  custom_claim_refused: oas(
    ({ customClaimValidation: rules }) => rules !== null && Object.keys(rules).length > 0,
    'customClaimValidation',
  ),
  identity_missing: central,
  identity_empty: central,
  policy_unknown: central,
  policy_missing: central,
  policy_switch_failed: central,
  policies_not_applicable: central,
  scopes_unmapped: mapped,
  scope_or_policy_missing: mapped,
  scope_policies_failed: mapped,
  client_id_not_text: (api) =>
    central(api) ??
    (api.definition.idp_client_id_mapping_disabled ? 'the mapping of client ids is switched off' : null),
  session_missing: unless(
    ({ definition: { base_identity_provided_by: by } }) => by !== '' && by !== 'jwt_claim',
    'the JWT gives the session',
  ),
  version_not_granted: unless(({ definition }) => !definition.version_data.not_versioned, 'the API has no versions'),
  rate_exceeded: unless(({ definition }) => !definition.disable_rate_limit, 'rate limits are off'),
  quota_exceeded: unless(({ definition }) => !definition.disable_quota, 'quotas are off'),
};

/** Whether the keys come from an address. */
function hasKeySet(api: LoadedApi): boolean {
  const source = keySource({ api });
  if (source !== 'jwt_source') return source === 'list of key sets';
  const { jwt_source: text } = api.definition;
  if (isAddress(text)) return true;
  const read = readStaticSource(text);
  return read.ok && isAddress(read.text);
}

/** Why this API never answers so, to go on with after “cannot be here:”; `null`: it may. */
export function whyImpossible(code: RefusalCode, api: LoadedApi): string | null {
  const absent = explanations[code].steps.map(
    (step) => pipeline.find(({ steps }) => steps.some((one) => one.step === step))?.absent(api) ?? null,
  );
  const [first = null] = absent;
  if (first !== null && absent.every((reason) => reason !== null)) return first;
  return reasons[code]?.(api) ?? null;
}
