/**
 * Where what a session holds comes from: a policy says it, or it was stored with the session.
 */
import type { Policy } from './definition/policy';
import { isEmptyLimit } from './definition/session';
import { type Journey, inPolicy } from './journey';
import type { LimitInForce } from './limiter';
import type { Place } from './outcome';
import { policyIds, rightsOf } from './session';

type Path = readonly string[];

/**
 * The place of a session's member: in the first of the session's policies in which `find` finds it, else in the session
 * itself, at `inSession`.
 */
export function originOf(journey: Journey, find: (policy: Policy) => Path | null, inSession: Path): Place {
  const { state, keyId } = journey.get('session');
  for (const id of policyIds(state) ?? []) {
    const policy = journey.world.policies.find(journey.api.definition.org_id, id);
    const path = policy === undefined ? null : find(policy);
    if (path !== null) return inPolicy(id, ...path);
  }
  return { document: 'session', id: keyId, path: inSession };
}

/** The place of the limit in force: of the endpoint, of the API, or the session's own. */
export function originOfLimit(journey: Journey, { limit, suffix }: LimitInForce, member: 'rate' | 'quota_max'): Place {
  const { api_id: id } = journey.api.definition;
  if (suffix !== '' && member === 'rate') {
    const endpoints: Path = ['access_rights', id, 'endpoints'];
    return originOf(
      journey,
      (policy) => ((rightsOf(policy, id)?.endpoints ?? null) === null ? null : endpoints),
      endpoints,
    );
  }
  const rights = rightsOf(journey.get('session').state, id);
  const ofApi = rights !== undefined && !isEmptyLimit(rights.limit);
  const inRights: Path = ['access_rights', id, 'limit', member];
  const find = (policy: Policy): Path | null => {
    if (ofApi && rightsOf(policy, id)?.limit[member] === limit[member]) return inRights;
    return policy[member] === limit[member] ? [member] : null;
  };
  return originOf(journey, find, ofApi ? inRights : [member]);
}
