import type { RefusalCode } from '../../gateway/refusals';
import type { Explanation } from './explanation';

/** After the token: other methods, and what the session may do (behaviour 1, 7.2 to 7.4). */
export const accessRefusals = {
  auth_key_missing: {
    title: 'The API wants an auth token',
    steps: ['auth-key'],
    met: 'sometimes',
    means:
      'The API asks for an auth token: because that method is on, or because no method at all is. Switching JWT off does not open an API. Nothing was sent where the auth token is read.',
    log: [{ level: 'info', message: 'Attempted access with malformed header, no auth header found.' }],
    tell: 'The status is 401 and the flag AMF with `auth_field_missing`. With 400 the same text is about a missing JWT.',
    causes: [
      {
        what: '`enable_jwt` is off, or was written as `use_jwt`, which is no field.',
        check: 'Read the API from the gateway and look at `enable_jwt`.',
      },
      {
        what: 'A Tyk OAS document leaves JWT off: `bearerFormat` is not exactly `JWT`, there is no `security`, or the names differ.',
        check: 'Compare the scheme’s name in `components`, `security` and `securitySchemes`.',
      },
      {
        what: 'Both methods are on. All that are on must be met.',
        check: 'Look at `use_standard_auth` beside `enable_jwt`.',
      },
    ],
    fixes: [
      'Switch JWT on.',
      'Switch the auth token off where only JWT is meant.',
      'Set `use_keyless` if the API is meant to be open.',
    ],
  },

  auth_key_unknown: {
    title: 'What was sent is no auth token',
    steps: ['auth-key'],
    met: 'sometimes',
    means:
      'The API asks for an auth token, and the gateway has no key of the name that was sent. A JWT is no such key, however good it is. JWT is off for this API, or both methods are on.',
    log: [{ level: 'info', message: 'Attempted access with non-existent key.' }],
    tell: 'The flag is AKI with `auth_key_not_found`, and the access line names `AuthKey` in `mw`.',
    causes: [
      {
        what: '`enable_jwt` is off, or was written as `use_jwt`, which is no field.',
        check: 'Read the API from the gateway and look at `enable_jwt`.',
      },
      {
        what: 'A Tyk OAS document leaves JWT off: `bearerFormat` is not exactly `JWT`, there is no `security`, or the names differ.',
        check: 'Compare the scheme’s name in `components`, `security` and `securitySchemes`.',
      },
      {
        what: 'Both methods are on and read the same header, so one credential cannot meet both.',
        check: 'Look at `use_standard_auth`, and at the places of `jwt` and `authToken` in `auth_configs`.',
      },
    ],
    fixes: [
      'Switch JWT on.',
      'Switch the auth token off where only JWT is meant.',
      'Give the two methods different headers.',
    ],
  },

  session_missing: {
    title: 'Another method was to give the session',
    steps: ['key-expired'],
    met: 'seldom',
    means:
      'The token was accepted, but `base_identity_provided_by` says that another method gives the session, and none did.',
    log: [],
    tell: 'No other refusal has this text; the access line names `KeyExpired` in `mw`.',
    causes: [
      {
        what: 'The field names a method that is not on.',
        check:
          'Look at `base_identity_provided_by` (Tyk OAS: `baseIdentityProvider`). For JWT it is empty or `jwt_claim`.',
      },
    ],
    fixes: ['Set `base_identity_provided_by` to `jwt_claim`, or leave it empty.'],
  },

  key_inactive: {
    title: 'The policy is inactive',
    steps: ['key-expired'],
    met: 'sometimes',
    means:
      'The session is inactive. It becomes so when one of its policies has `is_inactive`. `active` of a policy is not read.',
    log: [{ level: 'info', message: 'Attempted access from inactive key.' }],
    tell: 'No other refusal has this text.',
    causes: [
      { what: 'The policy has `is_inactive: true`.', check: 'Read the policy that the token names.' },
      {
        what: 'Of several policies one is inactive: that is enough.',
        check: 'Read `apply_policies` of the session, and each of them.',
      },
      {
        what: 'The session is that of a Tyk key, which is inactive itself (no key source).',
        check: '`GET /tyk/keys/<id>` and look at `is_inactive`.',
      },
    ],
    fixes: ['Set `is_inactive` to false in the policy, and reload.'],
  },

  key_expired: {
    title: 'The session has ended',
    steps: ['key-expired'],
    met: 'often',
    means:
      'The token passed, but the stored session of its identity has ended. A session takes the latest `exp` it was ever given, or an end from the policy; a later token without `exp`, or with an earlier one, does not move it. Skews do not count here.',
    log: [{ level: 'info', message: 'Attempted access from expired key.' }],
    tell: 'The text says `Key has expired`, with `please renew`. Of the token it would say `token has expired`.',
    causes: [
      {
        what: 'The skew for `exp` let an expired token through, and its session took the same past end.',
        check: 'Compare `exp` with the clock, and look at `jwt_expires_at_validation_skew`.',
      },
      {
        what: 'An earlier token of the same identity ended, and this one has no `exp`.',
        check: 'Read the session and look at `expires`.',
      },
      {
        what: 'The policy’s `key_expires_in` is over since the session was made.',
        check: 'Read the policy, and `expires` of the session.',
      },
    ],
    fixes: [
      'Send a token with a later `exp`: it moves the end.',
      'Delete the session: `DELETE /tyk/keys/<session id>`.',
    ],
    guide: {
      place: 'Clock skew',
      says: 'a skew of 60 seconds for `exp` allows tokens that ended up to 60 seconds ago.',
      real: 'It only moves the refusal from the token to the session, unless an earlier token or the policy gave that a later end.',
    },
  },

  api_not_granted: {
    title: 'The session does not grant this API',
    steps: ['access-rights'],
    met: 'often',
    means:
      'The policies of the session grant other APIs, not this one. The session belongs to the identity: a token for another API of the organisation may have changed its policies.',
    log: [{ level: 'info', message: 'Attempted access to unauthorised API' }],
    tell: 'The log has `Attempted access to unauthorised API`, without `version`.',
    causes: [
      {
        what: 'The policy was made for another API.',
        check: 'Look for the API’s `api_id` among the names in `access_rights` of the policy.',
      },
      {
        what: 'The API was made anew and has another id.',
        check: 'Compare the ids in the policy with `api_id`.',
      },
      {
        what: 'The identity was last used on another API with another policy.',
        check: 'Read the session and look at `access_rights`.',
      },
      {
        what: 'The policy has partitions without `acl`, and another one granted the APIs.',
        check: 'Look at `partitions`.',
      },
    ],
    fixes: ['Add the API to `access_rights` of the policy, and reload.', 'Name a policy in the token that grants it.'],
  },

  version_not_granted: {
    title: 'The session does not grant this version',
    steps: ['access-rights'],
    met: 'seldom',
    means: 'The policies grant the API, but not the version that was asked for. An empty list grants none.',
    log: [{ level: 'info', message: 'Attempted access to unauthorised API version.' }],
    tell: 'The log has `Attempted access to unauthorised API version.`',
    causes: [
      {
        what: 'The policy lists other versions, often only `Default`.',
        check: 'Look at `versions` in `access_rights` of the policy, and at the version in the request.',
      },
      {
        what: 'The request names no version, and the default one is not granted.',
        check: 'Look at `default_version` of the API.',
      },
    ],
    fixes: ['Add the version to `versions` in the policy, and reload.'],
  },

  path_not_granted: {
    title: 'The session does not grant this path',
    steps: ['granular-access'],
    met: 'sometimes',
    means:
      'The policies limit the paths of the API, and path and method fit none of them. A policy without limits beside one with limits lifts nothing.',
    log: [
      { level: 'error', message: 'error matching endpoint', error: '…', when: 'a pattern cannot be read' },
      { level: 'info', message: 'Attempted access to unauthorised endpoint (Granular).' },
    ],
    tell: 'The text says `resource`. The log line has the two paths that were compared in `paths`.',
    causes: [
      {
        what: 'No entry fits the path. An entry is matched from its slash to its end: `/get` does not open `/get/more`.',
        check: 'Compare `allowed_urls` of the policy with `paths` in the log line.',
      },
      {
        what: 'An entry fits, but not for this method. An empty list of methods fits none.',
        check: 'Look at `methods` of the entry, in upper case.',
      },
      {
        what: 'A pattern cannot be read, and is skipped.',
        check: 'The log has `error matching endpoint`.',
        lines: ['error matching endpoint'],
      },
    ],
    fixes: ['Add path and method to `allowed_urls`.', 'End an entry in `/*` where all below it is meant.'],
  },
} satisfies Partial<Record<RefusalCode, Explanation>>;
