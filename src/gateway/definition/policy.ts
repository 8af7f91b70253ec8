/** Policies: the schema of a policy as the gateway reads and shows it. */
import type { Decoded, JsonNode } from '../../go/json';
import type { TypeOf } from '../../go/struct';
import {
  any,
  boolean,
  decode,
  decodeNode,
  encode,
  float64,
  int,
  int64,
  list,
  map,
  named,
  omitzero,
  pointer,
  string,
  struct,
} from '../../go/struct';
import { objectId } from './go-types';
import { accessRights, rateLimitSmoothing } from './session';

const policyPartitions = struct('user.PolicyPartitions', {
  quota: boolean,
  rate_limit: boolean,
  complexity: boolean,
  acl: boolean,
  per_api: boolean,
});

/** A policy, in the order in which the gateway writes it. */
export const policySchema = struct('user.Policy', {
  _id: objectId,
  id: string,
  name: string,
  org_id: string,
  rate: float64,
  per: float64,
  quota_max: int64,
  quota_renewal_rate: int64,
  throttle_interval: float64,
  throttle_retry_limit: int,
  max_query_depth: int,
  access_rights: accessRights,
  hmac_enabled: boolean,
  enable_http_signature_validation: boolean,
  active: boolean,
  is_inactive: boolean,
  tags: list(string),
  key_expires_in: int64,
  post_expiry_action: omitzero(named('user.PostExpiryAction', string)),
  post_expiry_grace_period: int64,
  partitions: policyPartitions,
  last_updated: string,
  meta_data: map(any),
  graphql_access_rights: map(struct('user.GraphAccessDefinition', {})),
  smoothing: pointer(rateLimitSmoothing),
});

/** A policy as the gateway holds it: every member is there. Periods in seconds. */
export type Policy = TypeOf<typeof policySchema>;

/** Reads a policy as a POST to `/tyk/policies` does; the error is the text that the gateway logs. */
export function readPolicy(text: Uint8Array | string): Decoded<Policy> {
  return decode(policySchema, text, 'first');
}

/** The policy that a parsed JSON value is, with the errors of `readPolicy`. */
export function policyOf(node: JsonNode): Decoded<Policy> {
  return decodeNode(policySchema, node);
}

/** The policy as `GET /tyk/policies/<id>` shows it, without the last line feed. */
export function writePolicy(policy: Policy): string {
  return encode(policySchema, policy);
}
