import type { RefusalCode } from '../../gateway/refusals';
import type { Explanation, LoggedLine } from './explanation';

const small = 'The text has a small k: the token itself was good.';

/** What applying policies to a session writes (behaviour 5.15). */
const applyLines: readonly LoggedLine[] = [
  { level: 'warning', message: 'error clearing session', error: 'policy not found: …', when: 'a policy is missing' },
  { level: 'error', message: 'policy not found: "…"', when: 'a policy is missing' },
  { level: 'error', message: 'cannot apply …', when: 'policies do not go together' },
  {
    level: 'error',
    message: 'attempting to apply policy from different organisation to key, skipping',
    when: 'a policy is of another organisation',
  },
];

const scopeLine: LoggedLine = {
  level: 'error',
  message: "Couldn't find a matching policy for scope item: …",
  when: 'a scope is not in the mapping',
};

const notFound = 'policy not found: "…"';
const noRights = 'key has no valid policies to be applied';
const perApi = 'cannot apply policy … which has per_api and any of partitions set';
const mixed = 'cannot apply multiple policies when some have per_api set and some are partitioned';

/** Policies and scopes (behaviour 5.10 to 5.12, 5.15). */
export const policyRefusals = {
  policy_unknown: {
    title: 'There is no policy of this id',
    steps: ['apply-policy'],
    met: 'often',
    means: `The token names a policy that the gateway does not have in the API’s organisation. A default policy does not step in. ${small}`,
    log: [
      ...applyLines,
      {
        level: 'error',
        message: 'Could not find a valid policy to apply to this token!',
        when: 'the identity has no session yet',
      },
      { level: 'error', message: 'Policy ID found is invalid!', when: 'the identity has a session' },
    ],
    tell: 'The text ends after `no matching policy`.',
    causes: [
      {
        what: 'The id in the token is misspelled, is the policy’s name, or has other case or blanks.',
        check: 'Compare the claim that `jwt_policy_field_name` names with the policy’s `id`, byte for byte.',
        lines: ['Could not find a valid policy to apply to this token!', 'Policy ID found is invalid!'],
      },
      {
        what: 'Policy and API are of different organisations.',
        check: 'Compare `org_id` of both.',
        lines: ['Could not find a valid policy to apply to this token!', 'Policy ID found is invalid!'],
      },
      {
        what: 'The policy was saved, and the gateway was not reloaded since; or it was deleted.',
        check: '`GET /tyk/policies/<id>` says 404 until a reload.',
        lines: ['Could not find a valid policy to apply to this token!', 'Policy ID found is invalid!'],
      },
      {
        what: 'The token names none, and of several default policies the first is missing.',
        check: 'The log has `policy not found` with the id.',
        lines: [notFound],
      },
    ],
    fixes: [
      'Put the id of an existing policy into the token.',
      'Give policy and API the same `org_id`.',
      'Reload the gateway after saving a policy.',
    ],
    guide: {
      place: 'Troubleshooting',
      says: '“Policy not found”: the id in the token matches no policy.',
      real: 'For an id in the token the text is `key not authorized: no matching policy`, with 403. `policy not found` is told, with 500, of a missing default policy.',
    },
  },

  policy_missing: {
    title: 'Nothing gives the token a policy',
    steps: ['scopes', 'apply-policy'],
    met: 'often',
    means: `Neither the policy claim, nor a scope, nor a default gives a policy. A policy claim that is a list, a number or empty counts as missing. ${small}`,
    log: [
      {
        level: 'error',
        message: 'No policies could be determined from token (no base policy, no valid scopes)',
        when: 'the identity has no session yet',
      },
      {
        level: 'error',
        message: 'Existing session requires policy in token when no defaults configured',
        when: 'the identity has a session',
      },
      {
        level: 'error',
        message: 'No policies for the found session. Failing Request.',
        when: 'the session has no policies',
      },
    ],
    tell: 'The text ends in `no matching policy found`.',
    causes: [
      {
        what: 'The token has no claim of the name in `jwt_policy_field_name`.',
        check: 'Decode the payload and look for that name.',
      },
      {
        what: '`jwt_policy_field_name` is empty. The gateway has no default; `pol` is not read by itself.',
        check: 'Look at the definition.',
      },
      { what: 'The claim is a list of ids.', check: 'Decode the payload: only one id, as a text, is read.' },
      {
        what: 'A Tyk OAS scheme has `basePolicyClaims` and no `policyFieldName`. The list is then not read.',
        check: 'Look for `policyFieldName` in the scheme.',
      },
    ],
    fixes: ['Put a policy’s id into the claim.', 'Set a default policy in the API.', 'Set `jwt_policy_field_name`.'],
    guide: {
      place: 'Step 2',
      says: '`pol` is the default policy field name.',
      real: 'The gateway has no default: while the field is empty no claim is read.',
    },
  },

  scopes_unmapped: {
    title: 'No scope of the token stands for a policy',
    steps: ['scopes'],
    met: 'often',
    means: `The API maps scopes to policies, the token has scopes, and none of them is in the mapping. Default policies are not used then. ${small}`,
    log: [
      { ...scopeLine, when: 'for each scope of the token' },
      { level: 'error', message: "Couldn't identify policy(s) to apply to this token from scope claim: …" },
      { level: 'error', message: 'no matching policy found in scope claim' },
    ],
    tell: 'The text ends in `in scope claim`. The log lists each scope that was looked for.',
    causes: [
      {
        what: 'The token has other scopes, such as `openid profile`.',
        check: 'Compare the scopes in the log with the mapping. Upper and lower case count.',
      },
      {
        what: 'The scopes are separated by commas. Only blanks separate.',
        check: 'The log then has one scope with commas in it.',
      },
      {
        what: 'The scope claim is an empty text: that is one empty scope.',
        check: 'The log ends in `scope item:` and nothing more.',
      },
      {
        what: 'Another claim is read than you think.',
        check: 'The log names the claim after `from scope claim:`.',
      },
    ],
    fixes: [
      'Add the scope to the mapping.',
      'Ask the issuer for a token with a mapped scope.',
      'Let the token name a policy as well: it then counts alone.',
    ],
    guide: {
      place: 'Scope mapping',
      says: 'scopes are mapped to policies.',
      real: 'A token whose scopes are all unmapped is refused, even where the API has default policies.',
    },
  },

  scope_or_policy_missing: {
    title: 'The token has neither a policy nor a scope',
    steps: ['scopes'],
    met: 'sometimes',
    means: `The API maps scopes, and the identity already has a session; this token names neither a policy nor a scope. The session’s policies are not used without being named. ${small}`,
    log: [
      {
        level: 'error',
        message: 'Existing session requires scope or base policy when scope mapping is configured',
      },
    ],
    tell: 'The text is this refusal’s own. It is only told to an identity that got through before; a new one is told `no matching policy found`.',
    causes: [
      {
        what: 'The token was issued without scopes, another one of the same identity with.',
        check: 'Compare the two payloads.',
      },
      {
        what: 'The scopes stand in another claim.',
        check: 'Look at `scope_claim_name` of the API; without it, `scope` is read.',
      },
    ],
    fixes: ['Ask the issuer for a token with the scope.', 'Set a default policy in the API.'],
  },

  policy_switch_failed: {
    title: 'The session cannot move to this policy',
    steps: ['apply-policy'],
    met: 'seldom',
    means: `The identity has a session, and the token names another policy than before. That policy exists and cannot be applied. ${small}`,
    log: [...applyLines, { level: 'error', message: 'Could not apply new policy to session', error: '…' }],
    tell: 'The text is this refusal’s own. A new identity with the same policy is told `failed to create key` with 500.',
    causes: [
      {
        what: 'The policy grants no API.',
        check: 'Look at its `access_rights`, and at `partitions`: without `acl` it grants nothing.',
        errors: [noRights],
      },
      { what: 'The policy has `per_api` and a partition.', check: 'Look at its `partitions`.', errors: [perApi] },
      {
        what: 'Policies with `per_api` and with partitions come together.',
        check: 'Look at `partitions` of all of them.',
        errors: [mixed],
      },
      { what: 'A default policy beside it is missing.', check: 'The log names it.', errors: [notFound] },
    ],
    fixes: ['Give the policy access rights.', 'Use either `per_api` or partitions.'],
  },

  scope_policies_failed: {
    title: 'The policies of the scopes cannot be applied',
    steps: ['scopes'],
    met: 'seldom',
    means: `The token’s scopes stand for policies, and these are missing or cannot be applied. ${small}`,
    log: [
      scopeLine,
      ...applyLines,
      {
        level: 'error',
        message: 'Could not several policies from scope-claim mapping to JWT to session',
        error: '…',
      },
    ],
    tell: 'The text is this refusal’s own; the reason is in the log’s error.',
    causes: [
      {
        what: 'The mapping names a policy that does not exist in the API’s organisation. Beside a good one it is skipped, alone it is fatal.',
        check: 'The log names its id.',
        errors: [notFound],
      },
      {
        what: 'The policy grants no API.',
        check: 'Look at its `access_rights`, and at `partitions`.',
        errors: [noRights],
      },
      { what: 'A policy has `per_api` and a partition.', check: 'Look at its `partitions`.', errors: [perApi] },
      {
        what: 'Policies with `per_api` and with partitions come together.',
        check: 'Look at `partitions` of all of them.',
        errors: [mixed],
      },
    ],
    fixes: ['Map the scope to an existing policy of the same organisation.', 'Give the policy access rights.'],
  },

  policies_not_applicable: {
    title: 'No session can be made from the policy',
    steps: ['apply-policy'],
    met: 'sometimes',
    means:
      'The identity is new, and its policy cannot be applied. The text says why. The status is 500, although the fault is in the configuration.',
    log: applyLines,
    tell: 'The status is 500 and the text begins with `failed to create key`.',
    causes: [
      {
        what: 'The only default policy does not exist: deleted, misspelled, of another organisation, or not loaded yet.',
        check: 'The text names its id. Compare with the policies and their `org_id`.',
        told: [notFound],
        lines: [notFound],
      },
      {
        what: 'The policy grants no API, or several defaults are all missing.',
        check: 'Look at `access_rights` and `partitions` of the policy: partitions without `acl` grant nothing.',
        told: [noRights],
      },
      {
        what: 'The policy has `per_api` and a partition.',
        check: 'Look at its `partitions`.',
        told: [perApi],
        lines: [perApi],
      },
      {
        what: 'Policies with `per_api` and with partitions come together.',
        check: 'Look at `partitions` of all default policies.',
        told: [mixed],
        lines: [mixed],
      },
    ],
    fixes: [
      'Correct the id in `jwt_default_policies`, or make the policy.',
      'Give the policy access rights to an API.',
    ],
    guide: {
      place: 'Troubleshooting',
      says: '“Policy not found”: the id in the token matches no policy.',
      real: '`policy not found` is told of a default policy, with 500. For an id in the token it is `key not authorized: no matching policy`, with 403.',
    },
  },
} satisfies Partial<Record<RefusalCode, Explanation>>;
