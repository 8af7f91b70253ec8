/**
 * The form of an API definition, in the order of the setup guide: what it is, how it authenticates, then the rest.
 */
import type { JsonPath } from '../json-edit';
import { modePaths } from './authentication-mode';
import { claimFields, jwtFields, otherClaimFields, scopeFields, skewFields, tokenFields } from './jwt-fields';
import { at, not, type Field, type Section, type Spot, withControl } from './field';
import { authentication, inScheme } from './jwt-scheme';
import { spelled } from './member';
import { readVersions, versionsPath } from './versions';

const tyk = 'x-tyk-api-gateway';
const global = [tyk, 'middleware', 'global'] as const;
const auth = authentication.map(String);

/** The mode's own place, and the members that must agree with it. */
function mode(form: 'classic' | 'oas', ...path: readonly string[]): Spot {
  return { ...at(...path), also: (text) => modePaths(text, form) };
}

/** The members that versions stand in, beside their list. */
function versionPlaces(text: string): readonly JsonPath[] {
  return [['definition'], ['version_data']].map((path) => spelled(text, path));
}

const basics: readonly Field[] = [
  {
    name: 'listen-path',
    label: 'Listen path',
    help: 'Requests whose path begins with it come to this API.',
    control: { kind: 'part', part: 'listen path' },
    spots: { classic: at('proxy', 'listen_path'), oas: at(tyk, 'server', 'listenPath', 'value') },
  },
  {
    name: 'upstream-url',
    label: 'Upstream URL (Target URL)',
    help: 'Where a request goes that the gateway lets through.',
    control: { kind: 'text', placeholder: 'http://httpbin.org' },
    spots: { classic: at('proxy', 'target_url'), oas: at(tyk, 'upstream', 'url') },
  },
];

const authenticationMode: Field = {
  name: 'authentication-mode',
  label: 'Authentication mode',
  help: 'How a client shows who it is.',
  control: { kind: 'part', part: 'authentication mode' },
  spots: { classic: mode('classic', 'use_keyless'), oas: mode('oas', ...auth, 'enabled') },
};

const upstreamFields: readonly Field[] = [
  {
    name: 'strip-listen-path',
    label: 'Strip the listen path',
    brief: 'path stripped',
    help: 'The upstream gets the path without it.',
    control: { kind: 'switch' },
    spots: { classic: at('proxy', 'strip_listen_path'), oas: at(tyk, 'server', 'listenPath', 'strip') },
  },
  {
    name: 'strip-auth-data',
    label: 'Strip authorization data',
    brief: 'token stripped',
    help: 'Takes the token out of the request once it was checked.',
    control: { kind: 'switch' },
    spots: { classic: at('strip_auth_data'), oas: at(...auth, 'stripAuthorizationData') },
  },
  {
    name: 'context-variables',
    label: 'Context variables',
    brief: 'variables',
    help: 'Lets headers use claims, such as $tyk_context.jwt_claims_sub.',
    control: { kind: 'switch' },
    spots: { classic: at('enable_context_vars'), oas: at(...global, 'contextVariables', 'enabled') },
  },
  {
    name: 'add-headers-on',
    label: 'Add request headers',
    brief: 'headers added',
    help: 'Whether the headers below are added.',
    control: { kind: 'switch' },
    spots: { oas: at(...global, 'transformRequestHeaders', 'enabled') },
  },
  {
    name: 'request-headers',
    label: 'Request headers',
    brief: 'headers',
    help: 'Added to what goes to the upstream.',
    control: { kind: 'pairs', pairs: { name: 'Header', value: 'Value', holds: 'text', as: 'members' } },
    spots: {
      classic: { path: (text) => [...versionsPath(text), readVersions(text)[0]?.key ?? 'Default', 'global_headers'] },
      oas: withControl(at(...global, 'transformRequestHeaders', 'add'), {
        kind: 'pairs',
        pairs: { name: 'Header', value: 'Value', holds: 'text', as: { name: 'name', value: 'value' } },
      }),
    },
  },
];

const limitFields: readonly Field[] = [
  {
    name: 'disable-rate-limit',
    label: 'Rate limit off',
    brief: 'no rate limit',
    help: 'No session’s rate counts on this API.',
    control: { kind: 'switch' },
    spots: { classic: at('disable_rate_limit'), oas: at(...global, 'skipRateLimit') },
  },
  {
    name: 'disable-quota',
    label: 'Quota off',
    brief: 'no quota',
    help: 'No session’s quota counts on this API.',
    control: { kind: 'switch' },
    spots: { classic: at('disable_quota'), oas: at(...global, 'skipQuota') },
  },
  {
    name: 'api-rate-limit',
    label: 'API rate limit',
    brief: 'API rate limit',
    help: 'One limit for all clients together.',
    control: { kind: 'switch' },
    spots: { classic: not(at('global_rate_limit', 'disabled')), oas: at(tyk, 'upstream', 'rateLimit', 'enabled') },
  },
  {
    name: 'api-rate',
    label: 'API rate, requests',
    brief: 'API rate',
    help: 'So many requests in the period below; 0 is no limit.',
    control: { kind: 'number' },
    spots: { classic: at('global_rate_limit', 'rate'), oas: at(tyk, 'upstream', 'rateLimit', 'rate') },
  },
  {
    name: 'api-rate-period',
    label: 'API rate, period',
    brief: 'per',
    help: 'In seconds; in Tyk OAS a duration such as 1m or 90s.',
    control: { kind: 'number' },
    spots: {
      classic: at('global_rate_limit', 'per'),
      oas: withControl(at(tyk, 'upstream', 'rateLimit', 'per'), { kind: 'text', placeholder: '1m' }),
    },
  },
  {
    name: 'session-lifetime-on',
    label: 'Own session lifetime',
    brief: 'own lifetime',
    help: 'Whether the lifetime below counts.',
    control: { kind: 'switch' },
    spots: { oas: at(...auth, 'customKeyLifetime', 'enabled') },
  },
  {
    name: 'session-lifetime',
    label: 'Session lifetime',
    brief: 'lifetime',
    help: 'How long the gateway keeps a session; 0 is for ever. In Tyk OAS a duration.',
    control: { kind: 'number' },
    spots: {
      classic: at('session_lifetime'),
      oas: withControl(at(...auth, 'customKeyLifetime', 'value'), { kind: 'text', placeholder: '1h' }),
    },
  },
  {
    name: 'session-lifetime-respects-expiry',
    label: 'Not beyond the key’s expiry',
    brief: 'not beyond expiry',
    help: 'A session that expires earlier is not kept longer.',
    control: { kind: 'switch' },
    spots: {
      classic: at('session_lifetime_respects_key_expiration'),
      oas: at(...auth, 'customKeyLifetime', 'respectValidity'),
    },
  },
];

const versionFields: readonly Field[] = [
  {
    name: 'versions',
    label: 'Versions',
    help: 'A request must then name a version that its policy grants.',
    control: { kind: 'part', part: 'versions' },
    spots: { classic: { ...at('version_data', 'not_versioned'), also: versionPlaces } },
  },
  {
    name: 'path-lists',
    label: 'Paths with rules of their own',
    help: 'Checked before the token is.',
    control: { kind: 'part', part: 'path lists' },
    spots: {
      classic: at('version_data', 'versions'),
      oas: { ...at(tyk, 'middleware', 'operations'), also: () => [['paths']] },
    },
  },
];

const identityFields: readonly Field[] = [
  {
    name: 'api-name',
    label: 'API Name',
    brief: 'name',
    help: 'What people call it. It plays no part in a request.',
    control: { kind: 'text' },
    spots: { classic: at('name'), oas: at(tyk, 'info', 'name') },
  },
  {
    name: 'api-id',
    label: 'API ID',
    brief: 'id',
    help: 'Policies name the API by it.',
    control: { kind: 'text' },
    spots: { classic: at('api_id'), oas: at(tyk, 'info', 'id') },
  },
  {
    name: 'org-id',
    label: 'Organization ID',
    brief: 'organization',
    help: 'Only policies of the same organization are found.',
    control: { kind: 'text' },
    spots: { classic: at('org_id'), oas: at(tyk, 'info', 'orgId') },
  },
  {
    name: 'active',
    label: 'Active',
    brief: 'active',
    help: 'The gateway serves the API either way.',
    control: { kind: 'switch' },
    spots: { classic: at('active'), oas: at(tyk, 'info', 'state', 'active') },
  },
  {
    name: 'traffic-logs',
    label: 'Traffic logs',
    brief: 'traffic logs',
    help: 'Without them, refusals of a Tyk OAS API write no access log line.',
    control: { kind: 'switch' },
    spots: { classic: not(at('do_not_track')), oas: at(...global, 'trafficLogs', 'enabled') },
  },
];

const baseIdentity: Field = {
  name: 'base-identity',
  label: 'Base identity provider',
  brief: 'identity by',
  help: 'Whose session counts where several modes are on.',
  control: {
    kind: 'choice',
    choices: [
      { value: '', label: 'not set: JWT' },
      { value: 'jwt_claim', label: 'JWT' },
      { value: 'auth_token', label: 'Auth Token' },
    ],
  },
  spots: { classic: at('base_identity_provided_by'), oas: at(...auth, 'baseIdentityProvider') },
};

const skipKid: Field = {
  name: 'skip-kid',
  label: 'Ignore the key id',
  brief: 'kid ignored',
  help: 'Where each token has a key of its own, and for allowed subjects, kid is not the identity.',
  control: { kind: 'switch' },
  spots: { classic: at('jwt_skip_kid'), oas: inScheme('skipKid') },
};

const idpMapping: Field = {
  name: 'idp-client-mapping',
  label: 'Identity provider client mapping',
  brief: 'client mapping',
  help: 'Looks for an OAuth client under the claim clientId, cid or client_id.',
  control: { kind: 'switch' },
  spots: { classic: not(at('idp_client_id_mapping_disabled')), oas: not(inScheme('idpClientIdMappingDisabled')) },
};

/** The sections of an API's form, from top to bottom. */
export const apiSections: readonly Section[] = [
  { title: 'API', open: true, fields: basics },
  { title: 'Authentication', open: true, fields: [authenticationMode, ...jwtFields] },
  { title: 'Token location', open: false, jwtOnly: true, fields: tokenFields },
  { title: 'Scope to policy', open: false, jwtOnly: true, fields: scopeFields },
  { title: 'Clock skew', open: false, jwtOnly: true, fields: skewFields },
  { title: 'Claim validation', open: false, jwtOnly: true, fields: claimFields },
  {
    title: 'More of JWT',
    open: false,
    jwtOnly: true,
    fields: [...otherClaimFields, skipKid, idpMapping, baseIdentity],
  },
  { title: 'Limits and sessions', open: false, fields: limitFields },
  { title: 'What the upstream gets', open: false, fields: upstreamFields },
  { title: 'Versions and paths', open: false, fields: versionFields },
  { title: 'Name, ids and state', open: false, fields: identityFields },
];
