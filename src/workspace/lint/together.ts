/**
 * Policies that meet in one session (behaviour 5.15), and sessions that meet in one identity (5.9).
 */
import { takesPolicies } from './authentication';
import type { ApiDocument, PolicyDocument } from './document';
import type { HitIn, InForce } from './in-force';
import { quoted } from './key-source';
import { fix, inPolicy, place, set } from './place';
import { isPartitioned } from './policy-document';
import { policyFor } from './references';
import { scopeMapping } from './scope-mapping';

/** The policies that apply together to some session of the API, as far as its document names them. */
function meeting(
  all: InForce,
  api: ApiDocument,
): { readonly policies: readonly PolicyDocument[]; readonly surely: boolean } {
  if (!takesPolicies(api)) return { policies: [], surely: false };
  const defaults = api.definition.jwt_default_policies ?? [];
  const mapped = scopeMapping(api).scopes.map(({ policyId }) => policyId);
  const surely = defaults.length > 1;
  const ids = new Set(surely ? defaults : mapped);
  const policies = [...ids].flatMap((id) => policyFor(all, api, id) ?? []);
  return { policies, surely };
}

function meetingPlace(api: ApiDocument, surely: boolean) {
  if (surely) return place(api, 'jwt_default_policies');
  const mapping = scopeMapping(api);
  return mapping.scopes[0]?.path.slice(0, api.oas === null ? -1 : -2) ?? [];
}

export function* restrictedStaysRestricted(all: InForce): Iterable<HitIn> {
  for (const api of all.apis) {
    const { policies, surely } = meeting(all, api);
    const rights = policies.flatMap(({ policy }) => {
      const right = policy.access_rights?.[api.definition.api_id];
      const gives = !isPartitioned(policy) || policy.partitions.acl;
      return right === undefined || !gives
        ? []
        : [{ id: policy.id, isRestricted: (right.allowed_urls ?? []).length > 0 }];
    });
    const restricted = rights.find(({ isRestricted }) => isRestricted);
    const open = rights.find(({ isRestricted }) => !isRestricted);
    if (restricted === undefined || open === undefined) continue;
    yield {
      in: api,
      path: meetingPlace(api, surely),
      message: `${surely ? 'Together' : 'If a token brings both,'} ${quoted(open.id)} does not lift the paths of ${quoted(restricted.id)}: all other paths stay refused with 403.`,
    };
  }
}

export function* mixedWithPerApi(all: InForce): Iterable<HitIn> {
  for (const api of all.apis) {
    const { policies, surely } = meeting(all, api);
    const perApi = policies.find(({ policy }) => policy.partitions.per_api && !isPartitioned(policy));
    const parted = policies.find(({ policy }) => isPartitioned(policy) && !policy.partitions.per_api);
    if (perApi === undefined || parted === undefined) continue;
    yield {
      in: api,
      path: meetingPlace(api, surely),
      message: `${quoted(perApi.policy.id)} (per_api) and ${quoted(parted.policy.id)} (partitioned) cannot be applied together: tokens with both are refused with ${surely ? '500' : '403'}.`,
      fixes: [
        fix(`Take per_api from ${perApi.policy.id}`, set(perApi, inPolicy(perApi, 'partitions', 'per_api'), false)),
      ],
    };
  }
}

export function* sessionShared(all: InForce): Iterable<HitIn> {
  const before = new Map<string, ApiDocument>();
  for (const api of all.apis) {
    if (!takesPolicies(api)) continue;
    const { org_id: org, name } = api.definition;
    const other = before.get(org);
    if (other === undefined) before.set(org, api);
    else
      yield {
        in: api,
        path: place(api, 'jwt_identity_base_field'),
        message: `An identity has one session in an organisation: ${quoted(name)} and ${quoted(other.definition.name)} share its policies, rate and quota.`,
      };
  }
}
