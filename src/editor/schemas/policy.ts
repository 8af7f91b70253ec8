import { anything, flag, list, map, number, object, text, texts, whole, type Schema } from './schema';

const limits = {
  rate: number('Calls; the fraction is cut. 0, -1: unlimited.'),
  per: number('In so many seconds; the fraction is cut.'),
  quota_max: whole('Calls in a renewal period; -1: unlimited.'),
  quota_renewal_rate: whole('Seconds of that period, from its first call.'),
  throttle_interval: number('Seconds that a call over the rate waits before it is tried again.'),
  throttle_retry_limit: whole('How often it is tried again.'),
} as const;

const access: Schema = object({
  api_id: text('The API’s id once more.'),
  api_name: text('For people.'),
  versions: texts('The versions that are granted; compared only for versioned APIs.'),
  allowed_urls: list(
    object({
      url: text('A path as a regular expression, with ^ in front of a leading / and $ behind; {id} is one segment.'),
      methods: texts('Methods that it holds for; none: it fits nothing.'),
    }),
    'When it is not empty, every other path is 403.',
  ),
  limit: { ...object(limits), type: ['object', 'null'], description: 'Counts only with the partition per_api.' },
});

/** A policy. */
export const policy: Schema = {
  ...object({
    id: {
      ...text('What a token names, letter for letter. Letters, digits and . _ - ~.'),
      pattern: '^[a-zA-Z0-9._~-]+$',
    },
    name: text('For people.'),
    org_id: text('The organisation. APIs of another one do not find this policy.'),
    ...limits,
    access_rights: map(access, 'By API id. Without any, nothing is granted.'),
    partitions: object(
      {
        acl: flag('Only access rights, and what else is on here.'),
        rate_limit: flag('Only the rate.'),
        quota: flag('Only the quota.'),
        complexity: flag('Only the query depth.'),
        per_api: flag('Limits of each API for itself. Not together with the others.'),
      },
      'Which parts of the policy count; none on: all.',
    ),
    is_inactive: flag('Sessions with it are refused: “Key is inactive, please renew”.'),
    active: flag('Not read by the gateway.'),
    key_expires_in: whole(
      'Seconds that a new session lasts, counted when it is made; the token’s own exp counts when it is later.',
    ),
    hmac_enabled: flag('Not for JWTs.'),
    tags: texts('Tags of the session.'),
    meta_data: {
      type: ['object', 'null'],
      additionalProperties: anything(''),
      description: 'Metadata of the session, from its second request on.',
    },
    max_query_depth: whole('For GraphQL.'),
    last_updated: text('For people.'),
  }),
  required: ['id'],
};
