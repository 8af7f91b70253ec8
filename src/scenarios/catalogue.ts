/**
 * All scenarios. They are loaded when somebody looks for one: the page imports this file when it is needed.
 */
import { granted } from './access/granted';
import { otherMethods } from './access/other-methods';
import { clientId } from './claims/client-id';
import { identity } from './claims/identity';
import { defaultPolicy } from './guide/default-policy';
import { fourErrors } from './guide/four-errors';
import { scopesAndSkew } from './guide/scopes-and-skew';
import { signingOptions } from './guide/signing-options';
import { oneKeyPerToken } from './keys/one-key-per-token';
import { publicKeys } from './keys/public-keys';
import { secrets } from './keys/secrets';
import { limits } from './limits/limits';
import { claimRules } from './oas/claim-rules';
import { customClaims } from './oas/custom-claims';
import { keySets } from './oas/key-sets';
import { reading } from './oas/reading';
import { switchedOff } from './oas/switched-off';
import { policyClaim } from './policies/policy-claim';
import { together } from './policies/together';
import { unusable } from './policies/unusable';
import { rotation } from './providers/rotation';
import { setup } from './providers/setup';
import { trouble } from './providers/trouble';
import { paths } from './routing/paths';
import { upstream } from './routing/upstream';
import { versions } from './routing/versions';
import type { Scenario, Topic } from './scenario';
import { mappings } from './scopes/mapping';
import { scopeSessions } from './scopes/sessions';
import { changes } from './sessions/changes';
import { expiry } from './sessions/expiry';
import { shared } from './sessions/shared';
import { shape } from './token/shape';
import { signature } from './token/signature';
import { times } from './token/times';
import { where } from './token/where';

/** The topics in the order in which one learns them, with their titles. */
export const topics: readonly { readonly topic: Topic; readonly title: string }[] = [
  { topic: 'guide', title: 'The guide' },
  { topic: 'token', title: 'The token' },
  { topic: 'keys', title: 'Keys and secrets' },
  { topic: 'claims', title: 'Identity' },
  { topic: 'policies', title: 'Policies' },
  { topic: 'scopes', title: 'Scopes' },
  { topic: 'access', title: 'Access' },
  { topic: 'limits', title: 'Rate and quota' },
  { topic: 'sessions', title: 'Sessions' },
  { topic: 'providers', title: 'Identity providers' },
  { topic: 'oas', title: 'Tyk OAS' },
  { topic: 'routing', title: 'Routing and upstream' },
];

/** Every scenario, by topic. */
export const scenarios: readonly Scenario[] = [
  ...[...signingOptions, ...defaultPolicy, ...scopesAndSkew, ...fourErrors],
  ...[...where, ...shape, ...signature, ...times],
  ...[...secrets, ...publicKeys, ...oneKeyPerToken],
  ...[...identity, ...clientId],
  ...[...policyClaim, ...unusable, ...together],
  ...[...mappings, ...scopeSessions],
  ...[...granted, ...otherMethods],
  ...limits,
  ...[...expiry, ...shared, ...changes],
  ...[...setup, ...rotation, ...trouble],
  ...[...switchedOff, ...claimRules, ...customClaims, ...keySets, ...reading],
  ...[...paths, ...versions, ...upstream],
];

/** The scenario of an id; undefined when there is none. */
export function scenarioOf(id: string): Scenario | undefined {
  return scenarios.find((each) => each.id === id);
}
