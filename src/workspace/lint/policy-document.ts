/**
 * A policy by itself: its id, its partitions, its switches (behaviour 4.3, 5.14, 5.15, 10.4).
 */
import type { Policy } from '../../gateway/definition/policy';
import { isEmptyLimit } from '../../gateway/definition/session';
import { type PolicyDocument, valueAt } from './document';
import type { Hit } from './finding';
import { quoted } from './key-source';
import { fix, inPolicy, set } from './place';

export function* noPolicyId(document: PolicyDocument): Iterable<Hit> {
  const { id, _id: stored, name } = document.policy;
  if (id !== '') return;
  const path = inPolicy(document, 'id');
  const made = stored === '' ? allowedId(name === '' ? 'policy' : name) : stored;
  const saved =
    stored === '' ? 'saving is refused with 400' : 'only saving it through the admin API makes its _id its id';
  yield {
    path,
    message: `The policy has no id: nothing can name it, and ${saved}.`,
    fixes: [fix(`Name it ${made}`, set(document, path, made))],
  };
}

function allowedId(text: string): string {
  const id = text
    .trim()
    .replace(/[^a-zA-Z0-9._~-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return id === '' ? 'policy' : id;
}

export function* policyIdUnfit(document: PolicyDocument): Iterable<Hit> {
  const { id } = document.policy;
  if (id === '' || /^[a-zA-Z0-9._~-]+$/.test(id)) return;
  const path = inPolicy(document, 'id');
  const made = allowedId(id);
  yield {
    path,
    message: `${quoted(id)} has other characters than a-z, A-Z, 0-9, ., _, - and ~: saving is refused with 400.`,
    fixes: [fix(`Write ${made}`, set(document, path, made))],
  };
}

export function* policyInactive(document: PolicyDocument): Iterable<Hit> {
  if (!document.policy.is_inactive) return;
  const path = inPolicy(document, 'is_inactive');
  yield {
    path,
    message: 'An inactive policy makes the whole session inactive: 403 “Key is inactive, please renew”.',
    fixes: [fix('Make it active', set(document, path, false))],
  };
}

export function* policyActiveUnread(document: PolicyDocument): Iterable<Hit> {
  const path = inPolicy(document, 'active');
  if (valueAt(document.json, path) !== false || document.policy.is_inactive) return;
  yield {
    path,
    message: 'The gateway does not look at active: the policy counts all the same. The switch is is_inactive.',
    fixes: [
      fix('Say what is so (active)', set(document, path, true)),
      fix('Switch it off (is_inactive)', set(document, inPolicy(document, 'is_inactive'), true)),
    ],
  };
}

/** Whether any flag splits the policy into parts. */
export function isPartitioned({ partitions }: Policy): boolean {
  return partitions.quota || partitions.rate_limit || partitions.acl || partitions.complexity;
}

export function hasRights({ access_rights: rights }: Policy): boolean {
  return Object.keys(rights ?? {}).length > 0;
}

export function* noRights(document: PolicyDocument): Iterable<Hit> {
  if (hasRights(document.policy)) return;
  yield {
    path: inPolicy(document, 'access_rights'),
    message:
      'The policy grants no API. A token with this policy alone ends in 500 “key has no valid policies to be applied”.',
  };
}

export function* noAccessPartition(document: PolicyDocument): Iterable<Hit> {
  const { policy } = document;
  if (!isPartitioned(policy) || policy.partitions.acl || policy.partitions.per_api || !hasRights(policy)) return;
  const path = inPolicy(document, 'partitions', 'acl');
  yield {
    path,
    message:
      'Without acl this part gives limits and no access: a token with this policy alone ends in 500 “key has no valid policies to be applied”.',
    fixes: [fix('Give access too (acl)', set(document, path, true))],
  };
}

export function* perApiPartitioned(document: PolicyDocument): Iterable<Hit> {
  const { policy } = document;
  if (!policy.partitions.per_api || !isPartitioned(policy)) return;
  const flags = ['quota', 'rate_limit', 'complexity', 'acl'] as const;
  const others = flags.filter((flag) => policy.partitions[flag]);
  yield {
    path: inPolicy(document, 'partitions', 'per_api'),
    message: `per_api and ${others.join(', ')} exclude each other: the policy cannot be applied, and its tokens end in 500.`,
    fixes: [
      fix('Keep per_api alone', ...others.map((flag) => set(document, inPolicy(document, 'partitions', flag), false))),
      fix('Take per_api away', set(document, inPolicy(document, 'partitions', 'per_api'), false)),
    ],
  };
}

export function* limitOfApiUnread(document: PolicyDocument): Iterable<Hit> {
  const { policy } = document;
  if (policy.partitions.per_api) return;
  for (const [api, { limit }] of Object.entries(policy.access_rights ?? {})) {
    if (isEmptyLimit(limit)) continue;
    yield {
      path: inPolicy(document, 'access_rights', api, 'limit'),
      message: 'Without the partition per_api this limit is not read; the policy’s own rate and quota count.',
      fixes: isPartitioned(policy)
        ? []
        : [fix('Turn per_api on', set(document, inPolicy(document, 'partitions', 'per_api'), true))],
    };
  }
}

export function* accessAloneBringsLimits(document: PolicyDocument): Iterable<Hit> {
  const { acl, quota, rate_limit, per_api } = document.policy.partitions;
  const { rate, per, quota_max } = document.policy;
  const limits = (rate > 0 && per > 0 && !rate_limit) || (quota_max > 0 && !quota);
  if (!acl || per_api || (quota && rate_limit) || !limits) return;
  yield {
    path: inPolicy(document, 'partitions', 'acl'),
    message: 'A policy of access alone still brings its rate and quota when it is the base policy of a new session.',
  };
}

export function* keysExpireIn(document: PolicyDocument): Iterable<Hit> {
  const seconds = document.policy.key_expires_in;
  if (seconds <= 0) return;
  yield {
    path: inPolicy(document, 'key_expires_in'),
    message: `A new session ends ${String(seconds)} s after it was made, or with the token’s exp if that is later. This counts for the base policy, and only when the session is made.`,
  };
}

export function* rightsUnderOtherId(document: PolicyDocument): Iterable<Hit> {
  for (const [key, { api_id: id }] of Object.entries(document.policy.access_rights ?? {})) {
    if (id === '' || id === key) continue;
    const path = inPolicy(document, 'access_rights', key, 'api_id');
    yield {
      path,
      message: `The entry is called ${quoted(key)}, and that is the API that it grants, not ${quoted(id)}.`,
      fixes: [fix(`Write ${key}`, set(document, path, key))],
    };
  }
}
