/**
 * Which changes may help against which refusal. A proposal promises nothing: the core judges each.
 */
import type { RefusalCode } from '../../gateway/refusals';
import type { Change } from '../change';
import type { Refused } from '../refused';
import { proposeAudience, proposeCustomClaim, proposeIssuer, proposeSubject, proposeTokenId } from './claims';
import { proposeIdentity } from './identity';
import { proposeApplicable, proposeGrant, proposePolicy, proposeScopes, proposeSomePolicy } from './policies';
import { proposeCleanPath, proposeFewerHeaders, proposeReadable, proposeRoute } from './route';
import {
  proposeActive,
  proposeAllowedPath,
  proposeBaseIdentity,
  proposeClientId,
  proposeJwtOnly,
  proposeLonger,
  proposeMore,
  proposeUpstream,
} from './session';
import { proposeFamily, proposeKey, proposeKid, proposeOneSource, proposeSource } from './signature';
import { proposeTimes } from './times';
import { proposeAlgorithm, proposeReadableToken, proposeTokenPlace } from './token';
import { proposeNoExpiry, proposePath, proposeVersion } from './version';

type Proposer = (refused: Refused) => readonly Change[] | Promise<readonly Change[]>;

const proposers: Readonly<Record<RefusalCode, Proposer>> = {
  request_malformed: proposeReadable,
  headers_too_large: proposeFewerHeaders,
  route_not_found: proposeRoute,
  version_missing: proposeVersion,
  version_unknown: proposeVersion,
  version_ambiguous: proposeVersion,
  version_default_missing: proposeVersion,
  base_version_unknown: proposeVersion,
  version_expired: proposeNoExpiry,
  api_expired: proposeNoExpiry,
  path_forbidden: proposePath,
  token_missing: proposeTokenPlace,
  token_malformed: proposeReadableToken,
  algorithm_unknown: proposeAlgorithm,
  signing_method_unexpected: proposeFamily,
  source_not_base64: proposeSource,
  key_set_unavailable: proposeKid,
  kid_not_text: proposeKid,
  kid_unknown: proposeKid,
  key_of_token_unknown: proposeOneSource,
  key_unreadable: proposeSource,
  signature_invalid: proposeKey,
  token_expired: proposeTimes,
  token_issued_in_future: proposeTimes,
  token_not_valid_yet: proposeTimes,
  issuer_refused: proposeIssuer,
  audience_refused: proposeAudience,
  token_id_missing: proposeTokenId,
  subject_refused: proposeSubject,
  custom_claim_refused: proposeCustomClaim,
  identity_missing: proposeIdentity,
  identity_empty: proposeIdentity,
  policy_unknown: proposePolicy,
  policy_missing: proposeSomePolicy,
  scopes_unmapped: proposeScopes,
  scope_or_policy_missing: proposeSomePolicy,
  policy_switch_failed: proposeApplicable,
  scope_policies_failed: proposeApplicable,
  policies_not_applicable: proposeApplicable,
  client_id_not_text: proposeClientId,
  key_vanished: proposeOneSource,
  auth_key_missing: proposeJwtOnly,
  auth_key_unknown: proposeJwtOnly,
  session_missing: proposeBaseIdentity,
  key_inactive: proposeActive,
  key_expired: proposeLonger,
  api_not_granted: proposeGrant,
  version_not_granted: proposeGrant,
  path_not_granted: proposeAllowedPath,
  rate_exceeded: proposeMore,
  quota_exceeded: proposeMore,
  api_rate_exceeded: proposeMore,
  upstream_failed: proposeUpstream,
  upstream_timeout: proposeUpstream,
  upstream_unresolved: proposeUpstream,
};

/** The changes that may help a refused request. */
export async function propose(refused: Refused): Promise<readonly Change[]> {
  const proposer = refused.refusal === null ? proposeCleanPath : proposers[refused.refusal.code];
  return proposer(refused);
}
