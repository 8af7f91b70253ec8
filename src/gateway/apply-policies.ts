/**
 * How policies become a session's rights and limits (behaviour 5.15).
 */
import type { JsonValue } from '../go/json';
import { quote } from '../go/print';
import { emptyMap } from '../go/struct';
import type { Policy } from './definition/policy';
import type { AccessDefinition, AccessSpec, ApiLimit, SessionState } from './definition/session';
import { isEmptyLimit, sessionState } from './definition/session';
import { mergeEndpointLimits } from './endpoint-limits';
import type { LogWriter } from './log';
import { policyIds, rootLimit, type SessionDraft } from './session';

/** The policies that the gateway has loaded. */
export interface Policies {
  /** The policy of this id in this organisation, byte for byte. */
  find(orgId: string, id: string): Policy | undefined;
}

type Draft<T> = { -readonly [Name in keyof T]: T[Name] };

/** What is being gathered for one API: its rights, and the policy or API that set the limit. */
interface Gathering {
  rights: Draft<AccessDefinition>;
  limit: Draft<ApiLimit>;
  setBy: string;
}

interface Progress {
  readonly apis: Map<string, Gathering>;
  readonly acl: Set<string>;
  readonly quota: Set<string>;
  readonly rate: Set<string>;
  readonly complexity: Set<string>;
  perApi: boolean;
  partitioned: boolean;
}

const noRights: AccessDefinition = (() => {
  const limit: ApiLimit = rootLimit(sessionState.zero());
  return {
    api_name: '',
    api_id: '',
    versions: null,
    allowed_urls: null,
    restricted_types: null,
    allowed_types: null,
    limit,
    field_access_rights: null,
    disable_introspection: false,
    allowance_scope: '',
    endpoints: null,
    json_rpc_methods: null,
    json_rpc_methods_access_rights: { allowed: null, blocked: null },
    mcp_primitives: null,
    mcp_access_rights: {
      tools: { allowed: null, blocked: null },
      resources: { allowed: null, blocked: null },
      prompts: { allowed: null, blocked: null },
    },
  };
})();

/** Larger, where -1 means without end and is the largest. */
function larger(a: number, b: number): boolean {
  if (a === -1) return true;
  return b !== -1 && a > b;
}

/** Nanoseconds between two calls at this rate; 0 when rate or period say nothing. */
function interval(limit: { readonly rate: number; readonly per: number }): number {
  return limit.per <= 0 || limit.rate <= 0 ? 0 : Math.trunc((1e9 * limit.per) / limit.rate);
}

function saysNoRate(limit: { readonly rate: number; readonly per: number }): boolean {
  return limit.rate === 0 || limit.per === 0;
}

/** Joins two lists, leaving out of the second what the first has. */
function union(first: readonly string[] | null, second: readonly string[] | null): readonly string[] | null {
  if (second === null || second.length === 0) return first;
  const known = new Set(first);
  return [...(first ?? []), ...new Set(second.filter((item) => !known.has(item)))];
}

function mergeUrls(
  first: readonly AccessSpec[] | null,
  second: readonly AccessSpec[] | null,
): readonly AccessSpec[] | null {
  const merged = new Map<string, readonly string[] | null>();
  for (const specs of [first, second]) {
    for (const { url, methods } of specs ?? []) {
      const before = merged.get(url);
      merged.set(url, before === undefined ? methods : union(before, methods));
    }
  }
  return merged.size === 0 ? null : [...merged].map(([url, methods]) => ({ url, methods }));
}

function isPartitioned({ partitions }: Policy): boolean {
  return partitions.quota || partitions.rate_limit || partitions.acl || partitions.complexity;
}

function policyLimit(policy: Policy): ApiLimit {
  return {
    rate: policy.rate,
    per: policy.per,
    smoothing: policy.smoothing,
    throttle_interval: policy.throttle_interval,
    throttle_retry_limit: policy.throttle_retry_limit,
    max_query_depth: policy.max_query_depth,
    quota_max: policy.quota_max,
    quota_renews: 0,
    quota_remaining: 0,
    quota_renewal_rate: policy.quota_renewal_rate,
  };
}

/** Takes out of the session what its policies will set anew. Gives the first policy that does not exist; there it stops. */
function clear(session: SessionDraft, ids: readonly string[], find: (id: string) => Policy | undefined): string | null {
  for (const id of ids) {
    const policy = find(id);
    if (policy === undefined) return id;
    const all = !isPartitioned(policy);
    if (policy.partitions.quota || all) {
      session.quota_max = 0;
      session.quota_remaining = 0;
    }
    if (policy.partitions.rate_limit || all) {
      session.rate = 0;
      session.per = 0;
      session.smoothing = null;
      session.throttle_retry_limit = 0;
      session.throttle_interval = 0;
    }
    if (policy.partitions.complexity || all) session.max_query_depth = 0;
  }
  return null;
}

function gathering(progress: Progress, apiId: string): Gathering {
  const before = progress.apis.get(apiId);
  if (before !== undefined) return before;
  const fresh: Gathering = { rights: { ...noRights }, limit: { ...noRights.limit }, setBy: '' };
  progress.apis.set(apiId, fresh);
  return fresh;
}

/** The second the API's quota was renewed in is the session's own and stays. */
function keepRenewal(session: SessionState, apiId: string, limit: Draft<ApiLimit>): void {
  const before = session.access_rights?.[apiId];
  if (before !== undefined && !isEmptyLimit(before.limit)) limit.quota_renews = before.limit.quota_renews;
}

const mixed = 'cannot apply multiple policies when some have per_api set and some are partitioned';

function applyPerApi(policy: Policy, session: SessionState, progress: Progress): string | null {
  if (progress.partitioned) return mixed;
  for (const [apiId, access] of Object.entries(policy.access_rights ?? {})) {
    const own = !isEmptyLimit(access.limit);
    const scope = own ? apiId : policy.id;
    const limit: Draft<ApiLimit> = own ? { ...access.limit } : { ...policyLimit(policy) };
    const rights: Draft<AccessDefinition> = { ...access, allowance_scope: scope };
    keepRenewal(session, apiId, limit);
    let setBy = scope;

    const before = progress.apis.get(apiId);
    if (before !== undefined) {
      let taken = false;
      if (interval(limit) > interval(before.limit)) {
        limit.per = before.limit.per;
        limit.rate = before.limit.rate;
        limit.smoothing = before.limit.smoothing;
        taken = true;
      }
      if (before.limit.quota_max !== limit.quota_max && larger(before.limit.quota_max, limit.quota_max)) {
        limit.quota_max = before.limit.quota_max;
        taken = true;
      }
      if (larger(before.limit.quota_renewal_rate, limit.quota_renewal_rate)) {
        limit.quota_renewal_rate = before.limit.quota_renewal_rate;
      }
      if (limit.quota_max === -1) limit.quota_renewal_rate = 0;
      if (taken) {
        setBy = before.setBy;
        rights.allowance_scope = before.rights.allowance_scope;
      }
      rights.endpoints = mergeEndpointLimits(rights.endpoints, before.rights.endpoints);
    }
    progress.apis.set(apiId, { rights, limit, setBy });
    for (const done of [progress.acl, progress.quota, progress.rate, progress.complexity]) done.add(apiId);
    progress.perApi = true;
  }
  return null;
}

function applyRate(policy: Policy, session: SessionDraft, limit: Draft<ApiLimit>): void {
  if (!saysNoRate(policy)) {
    const { rate, per, smoothing } = policy;
    if (saysNoRate(limit) || interval(limit) > interval(policy)) Object.assign(limit, { rate, per, smoothing });
    if (saysNoRate(session) || interval(session) > interval(policy)) Object.assign(session, { rate, per, smoothing });
  }
}

function applyPartitions(policy: Policy, session: SessionDraft, progress: Progress): string | null {
  const partitioned = isPartitioned(policy);
  if (partitioned && progress.perApi) return mixed;
  const { partitions } = policy;
  const entries = Object.entries(policy.access_rights ?? {});

  for (const [apiId, access] of entries) {
    const api = gathering(progress, apiId);
    const { rights, limit } = api;
    const endpointsBefore = rights.endpoints;

    if (!partitioned || partitions.acl) {
      progress.acl.add(apiId);
      if (access.disable_introspection) rights.disable_introspection = true;
      rights.versions = union(rights.versions, access.versions);
      rights.allowed_urls = mergeUrls(rights.allowed_urls, access.allowed_urls);
      api.setBy = policy.id;
    }
    if (!partitioned || partitions.quota) {
      progress.quota.add(apiId);
      if (larger(policy.quota_max, limit.quota_max)) {
        limit.quota_max = policy.quota_max;
        if (larger(policy.quota_max, session.quota_max)) session.quota_max = policy.quota_max;
      }
      if (policy.quota_renewal_rate > limit.quota_renewal_rate) {
        limit.quota_renewal_rate = policy.quota_renewal_rate;
        if (policy.quota_renewal_rate > session.quota_renewal_rate)
          session.quota_renewal_rate = policy.quota_renewal_rate;
      }
    }
    if (!partitioned || partitions.rate_limit) {
      progress.rate.add(apiId);
      applyRate(policy, session, limit);
      rights.endpoints = mergeEndpointLimits(access.endpoints, endpointsBefore);
      if (policy.throttle_retry_limit > limit.throttle_retry_limit) {
        limit.throttle_retry_limit = policy.throttle_retry_limit;
        if (policy.throttle_retry_limit > session.throttle_retry_limit) {
          session.throttle_retry_limit = policy.throttle_retry_limit;
        }
      }
      if (policy.throttle_interval > limit.throttle_interval) {
        limit.throttle_interval = policy.throttle_interval;
        if (policy.throttle_interval > session.throttle_interval) session.throttle_interval = policy.throttle_interval;
      }
    }
    if (!partitioned || partitions.complexity) {
      progress.complexity.add(apiId);
      if (larger(policy.max_query_depth, limit.max_query_depth)) {
        limit.max_query_depth = policy.max_query_depth;
        if (larger(policy.max_query_depth, session.max_query_depth)) session.max_query_depth = policy.max_query_depth;
      }
    }
    keepRenewal(session, apiId, limit);
  }

  if (entries.length === 0) {
    if (!partitioned || partitions.rate_limit) {
      const { rate, per, smoothing, throttle_interval, throttle_retry_limit } = policy;
      Object.assign(session, { rate, per, smoothing, throttle_interval, throttle_retry_limit });
    }
    if (!partitioned || partitions.complexity) session.max_query_depth = policy.max_query_depth;
    if (!partitioned || partitions.quota) {
      session.quota_max = policy.quota_max;
      session.quota_renewal_rate = policy.quota_renewal_rate;
    }
  }
  if (policy.hmac_enabled) session.hmac_enabled = true;
  if (policy.enable_http_signature_validation) session.enable_http_signature_validation = true;
  progress.partitioned = partitioned;
  return null;
}

/** Turns what was gathered into the session's access rights; APIs to which no policy gave access are dropped. */
function finish(session: SessionDraft, progress: Progress): Record<string, AccessDefinition> {
  const rights: Record<string, AccessDefinition> = emptyMap();
  const givers = new Set<string>();
  for (const { setBy } of progress.apis.values()) if (setBy !== '') givers.add(setBy);

  for (const [apiId, api] of progress.apis) {
    if (!progress.acl.has(apiId)) continue;
    const { limit } = api;
    if (!progress.rate.has(apiId)) {
      limit.rate = session.rate;
      limit.per = session.per;
      limit.smoothing = session.smoothing;
      limit.throttle_interval = session.throttle_interval;
      limit.throttle_retry_limit = session.throttle_retry_limit;
      api.rights.endpoints = null;
    }
    if (!progress.complexity.has(apiId)) limit.max_query_depth = session.max_query_depth;
    if (!progress.quota.has(apiId)) {
      limit.quota_max = session.quota_max;
      limit.quota_renewal_rate = session.quota_renewal_rate;
      limit.quota_renews = session.quota_renews;
    }
    if (givers.size > 1 && api.rights.allowance_scope === '' && api.setBy !== '')
      api.rights.allowance_scope = api.setBy;
    api.rights.limit = limit;
    rights[apiId] = api.rights;
  }
  return rights;
}

/**
 * Applies the session's policies to it. Gives `null`, or the text of the error; what was changed until then stays changed,
 * as in the gateway. `orgId` is that of the API; `null` where no API is asked, and any organisation's policy may be applied.
 */
export function applyPolicies(
  session: SessionDraft,
  policies: Policies,
  log: LogWriter,
  orgId: string | null,
): string | null {
  const ids = policyIds(session);
  const org = session.org_id === '' ? (orgId ?? '') : session.org_id;
  const find = (id: string) => policies.find(org, id);

  if (ids !== null) {
    const missing = clear(session, ids, find);
    if (missing !== null) log.bare('warning', 'error clearing session', { error: `policy not found: ${missing}` });
  }

  const progress: Progress = {
    apis: new Map(),
    acl: new Set(),
    quota: new Set(),
    rate: new Set(),
    complexity: new Set(),
    perApi: false,
    partitioned: false,
  };
  let inactive = ids === null && session.is_inactive;
  let tags: Set<string> | null = null;

  for (const id of ids ?? []) {
    const policy = find(id);
    if (policy === undefined) {
      const error = `policy not found: ${quote(id)}`;
      log.bare('error', error);
      if (ids !== null && ids.length > 1) continue;
      return error;
    }
    const { per_api: perApi } = policy.partitions;
    const error =
      orgId !== null && policy.org_id !== orgId
        ? 'attempting to apply policy from different organisation to key, skipping'
        : perApi && isPartitioned(policy)
          ? `cannot apply policy ${policy.id} which has per_api and any of partitions set`
          : perApi
            ? applyPerApi(policy, session, progress)
            : applyPartitions(policy, session, progress);
    if (error !== null) {
      log.bare('error', error);
      return error;
    }
    inactive ||= policy.is_inactive;
    for (const tag of policy.tags ?? []) (tags ??= new Set()).add(tag);
    if (policy.meta_data !== null) {
      session.meta_data = Object.assign(emptyMap<JsonValue>(), session.meta_data, policy.meta_data);
    }
    if (policy.last_updated > session.last_updated) session.last_updated = policy.last_updated;
    if (policy.post_expiry_action !== '') session.post_expiry_action = policy.post_expiry_action;
    if (policy.post_expiry_grace_period !== 0) session.post_expiry_grace_period = policy.post_expiry_grace_period;
  }

  session.is_inactive = inactive;
  if (tags !== null) session.tags = [...new Set([...tags, ...(session.tags ?? [])])];

  if (ids === null) {
    giveScopes(session);
    return null;
  }

  const rights = finish(session, progress);
  if (progress.quota.size === 1 && progress.rate.size === 1 && progress.complexity.size === 1) {
    for (const apiId in rights) {
      const limit = rights[apiId]?.limit;
      if (limit === undefined) continue;
      const { rate, per, smoothing, quota_max, quota_renews, quota_renewal_rate, max_query_depth } = limit;
      Object.assign(session, { rate, per, smoothing, quota_max, quota_renews, quota_renewal_rate, max_query_depth });
    }
  }
  if (progress.acl.size > 0) session.access_rights = rights;
  for (const _ in rights) return null;
  return 'key has no valid policies to be applied';
}

/** A session without policies: an API with a limit of its own counts by itself. */
function giveScopes(session: SessionDraft): void {
  if (session.access_rights === null) return;
  const scoped: Record<string, AccessDefinition> = emptyMap();
  for (const [apiId, access] of Object.entries(session.access_rights)) {
    scoped[apiId] = isEmptyLimit(access.limit) ? access : { ...access, allowance_scope: apiId };
  }
  session.access_rights = scoped;
}
