/**
 * The form of a policy (behaviour.md 4.3, 5.15, 7.5).
 */
import { at, type Field, type Section } from './field';

const number = { kind: 'number' } as const;
const toggle = { kind: 'switch' } as const;

const basics: readonly Field[] = [
  {
    name: 'policy-name',
    label: 'Policy Name',
    help: 'What people call it. Tokens name the id.',
    control: { kind: 'text' },
    spots: { policy: at('name') },
  },
  {
    name: 'policy-id',
    label: 'Policy ID',
    help: 'What a token’s policy claim must hold, letter for letter.',
    control: { kind: 'text' },
    spots: { policy: at('id') },
  },
];

const access: readonly Field[] = [
  {
    name: 'access-rights',
    label: 'APIs',
    help: 'What a client with this policy may call.',
    control: { kind: 'part', part: 'access rights' },
    spots: { policy: at('access_rights') },
  },
];

const limits: readonly Field[] = [
  {
    name: 'rate',
    label: 'Rate, requests',
    brief: 'rate',
    help: 'So many in the period below, for each identity; 0 or less is no limit.',
    control: number,
    spots: { policy: at('rate') },
  },
  {
    name: 'per',
    label: 'Rate, period in seconds',
    brief: 'per',
    help: 'It begins with the first request. Parts of a second are cut off.',
    control: number,
    spots: { policy: at('per') },
  },
  {
    name: 'quota-max',
    label: 'Quota, requests',
    brief: 'quota',
    help: 'So many until it is renewed; 0 or less is no limit.',
    control: number,
    spots: { policy: at('quota_max') },
  },
  {
    name: 'quota-renewal-rate',
    label: 'Quota is renewed after, seconds',
    brief: 'renewed after',
    help: 'Counted from the first request.',
    control: number,
    spots: { policy: at('quota_renewal_rate') },
  },
  {
    name: 'throttle-interval',
    label: 'Throttle interval, seconds',
    brief: 'throttle',
    help: 'A request over the rate waits so long before it is tried again.',
    control: number,
    spots: { policy: at('throttle_interval') },
  },
  {
    name: 'throttle-retry-limit',
    label: 'Throttle retry limit',
    brief: 'retries',
    help: 'How often it is tried again; 0 refuses at once.',
    control: number,
    spots: { policy: at('throttle_retry_limit') },
  },
];

const partitions: readonly Field[] = [
  {
    name: 'partition-acl',
    label: 'Access rights',
    brief: 'access',
    help: 'The policy gives only what is switched on here; with nothing on, all three.',
    control: toggle,
    spots: { policy: at('partitions', 'acl') },
  },
  {
    name: 'partition-rate-limit',
    label: 'Rate limit',
    brief: 'rate',
    help: 'Beside access rights, of this policy or another.',
    control: toggle,
    spots: { policy: at('partitions', 'rate_limit') },
  },
  {
    name: 'partition-quota',
    label: 'Quota',
    brief: 'quota',
    help: 'Beside access rights, of this policy or another.',
    control: toggle,
    spots: { policy: at('partitions', 'quota') },
  },
  {
    name: 'partition-complexity',
    label: 'Query depth',
    brief: 'depth',
    help: 'For GraphQL.',
    control: toggle,
    spots: { policy: at('partitions', 'complexity') },
  },
  {
    name: 'partition-per-api',
    label: 'Limits and quota per API',
    brief: 'per API',
    help: 'Each API has its own limit; not together with the others.',
    control: toggle,
    spots: { policy: at('partitions', 'per_api') },
  },
];

const state: readonly Field[] = [
  {
    name: 'inactive',
    label: 'Inactive',
    brief: 'inactive',
    help: 'Its sessions are refused: Key is inactive, please renew.',
    control: toggle,
    spots: { policy: at('is_inactive') },
  },
  {
    name: 'key-expires-in',
    label: 'Key expires after, seconds',
    brief: 'expires after',
    help: 'Of a new session whose base policy this is; 0 is never.',
    control: number,
    spots: { policy: at('key_expires_in') },
  },
  {
    name: 'hmac-enabled',
    label: 'HMAC request signing',
    brief: 'HMAC',
    help: 'Kept in the session. It does not concern JWTs.',
    control: toggle,
    spots: { policy: at('hmac_enabled') },
  },
  {
    name: 'policy-org-id',
    label: 'Organization ID',
    brief: 'organization',
    help: 'Only APIs of the same organization find the policy.',
    control: { kind: 'text' },
    spots: { policy: at('org_id') },
  },
];

const labels: readonly Field[] = [
  {
    name: 'tags',
    label: 'Tags',
    brief: 'tags',
    help: 'Go into the session.',
    control: { kind: 'texts', each: 'Tag' },
    spots: { policy: at('tags') },
  },
  {
    name: 'meta-data',
    label: 'Metadata',
    brief: 'metadata',
    help: 'Goes into the session, from its second request on.',
    control: { kind: 'pairs', pairs: { name: 'Name', value: 'Value', holds: 'json', as: 'members' } },
    spots: { policy: at('meta_data') },
  },
];

/** The sections of a policy's form, from top to bottom. */
export const policySections: readonly Section[] = [
  { title: 'Policy', open: true, fields: basics },
  { title: 'Access rights', open: true, fields: access },
  { title: 'Limits and quota', open: false, fields: limits },
  { title: 'Partitions', open: false, fields: partitions },
  { title: 'State and expiry', open: false, fields: state },
  { title: 'Tags and metadata', open: false, fields: labels },
];
