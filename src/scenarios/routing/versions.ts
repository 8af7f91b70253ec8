/** Versions of an API: named, missing, expired, not granted. */
import { claims, classicApi, grants, passes, policy, versionedApi } from '../definitions';
import type { Scenario } from '../scenario';

const token = { payload: claims(), key: 'tyk123' } as const;
const v1 = { v1: { name: 'v1' } };
const asking = (version: string) => ({
  headers: [{ name: 'X-Version', value: version, on: true }],
});
const grantsV1 = policy({ access_rights: grants({ orders: { versions: ['v1'] } }) });

export const versions: readonly Scenario[] = [
  {
    id: 'version-information-not-found',
    topic: 'routing',
    title: '"Version information not found": versioned API, no version in the request',
    about:
      'The API has versions, and the request must name one, here in the header X-Version. Versions are looked at before the token.',
    apis: [{ definition: versionedApi(v1) }],
    policies: [grantsV1],
    token,
    steps: [
      {
        what: 'Send a request without a version.',
        expect: { status: 403, code: 'version_missing', error: 'Version information not found' },
        why: 'Neither the request nor the API says which one.',
      },
      {
        what: 'Ask for v2.',
        before: [{ do: 'request', request: asking('v2') }],
        expect: { status: 403, code: 'version_unknown', error: 'This API version does not seem to exist' },
        why: 'There is v1 only.',
      },
      { what: 'Ask for v1.', before: [{ do: 'request', request: asking('v1') }], expect: passes, why: 'There it is.' },
      {
        what: 'Set v1 as default_version, and ask for none.',
        before: [
          { do: 'set', api: 'orders', path: ['version_data', 'default_version'], value: 'v1' },
          { do: 'request', request: { headers: [] } },
        ],
        expect: passes,
        why: 'The default is used.',
      },
    ],
  },
  {
    id: 'version-not-granted',
    topic: 'routing',
    title: '"Access to this API has been disallowed": the policy has another version',
    about:
      'A policy grants versions of an API by name. Where an API was unversioned and became versioned, its policies still have Default.',
    apis: [{ definition: versionedApi(v1) }],
    policies: [policy()],
    token,
    request: asking('v1'),
    steps: [
      {
        what: 'Ask for v1, where the policy grants Default.',
        expect: {
          status: 403,
          code: 'version_not_granted',
          error: 'Access to this API has been disallowed',
          log: 'Attempted access to unauthorised API version.',
        },
        why: 'The client’s text is that of an API which is not granted at all; the log says version.',
      },
      {
        what: 'Let the policy grant v1.',
        before: [
          { do: 'set policy', policy: 'gold', path: ['access_rights', 'orders', 'versions'], value: ['Default', 'v1'] },
        ],
        expect: passes,
        why: 'Both now. An API that is not versioned does not compare them.',
      },
    ],
  },
  {
    id: 'api-version-has-expired',
    topic: 'routing',
    title: '"Api Version has expired, please check documentation or contact administrator"',
    about:
      'A version may have an end. A date that cannot be read counts as past, so a typing error closes the version.',
    apis: [{ definition: versionedApi({ v1: { name: 'v1', expires: '2020-01-01 00:00' } }) }],
    policies: [grantsV1],
    token,
    request: asking('v1'),
    steps: [
      {
        what: 'Ask for a version that ended in 2020.',
        expect: {
          status: 403,
          code: 'version_expired',
          error: 'Api Version has expired, please check documentation or contact administrator',
        },
        why: 'The end is past.',
      },
      {
        what: 'Write 2099-01-01 for its end.',
        before: [
          { do: 'set', api: 'orders', path: ['version_data', 'versions', 'v1', 'expires'], value: '2099-01-01' },
        ],
        expect: {
          status: 403,
          code: 'version_expired',
          error: 'Api Version has expired, please check documentation or contact administrator',
          log: 'Could not parse expiry date, disallow',
        },
        why: 'Without hours and minutes it is no date to the gateway.',
      },
      {
        what: 'Write 2099-01-01 00:00.',
        before: [
          { do: 'set', api: 'orders', path: ['version_data', 'versions', 'v1', 'expires'], value: '2099-01-01 00:00' },
        ],
        expect: passes,
        why: 'The answer has X-Tyk-Api-Expires.',
      },
    ],
  },
  {
    id: 'api-has-expired',
    topic: 'routing',
    title: '"API has expired, please check documentation or contact administrator"',
    about: 'An API that has no versions may have an end too, in expiration.',
    apis: [{ definition: classicApi({ expiration: '2020-01-01 00:00' }) }],
    policies: [policy()],
    token,
    steps: [
      {
        what: 'Send a token to an API that ended in 2020.',
        expect: {
          status: 403,
          code: 'api_expired',
          error: 'API has expired, please check documentation or contact administrator',
        },
        why: 'API in capitals, and no word of a version.',
      },
    ],
  },
  {
    id: 'default-version-unclear',
    topic: 'routing',
    title: '"No default API version for this non-versioned API found" and "Ambiguous default API version"',
    about:
      'An API that is not versioned has one version all the same, called Default. With several, or with two that could be the default, the gateway cannot choose.',
    apis: [
      {
        definition: classicApi({
          version_data: { not_versioned: true, versions: { v1: { name: 'v1' }, v2: { name: 'v2' } } },
        }),
      },
    ],
    policies: [policy()],
    token,
    steps: [
      {
        what: 'Send a token to an unversioned API that has v1 and v2.',
        expect: {
          status: 403,
          code: 'version_default_missing',
          error: 'No default API version for this non-versioned API found',
        },
        why: 'Neither is called Default.',
      },
      {
        what: 'Call them Default and default.',
        before: [
          {
            do: 'set',
            api: 'orders',
            path: ['version_data', 'versions'],
            value: { Default: { name: 'Default' }, default: { name: 'default' } },
          },
        ],
        expect: {
          status: 403,
          code: 'version_ambiguous',
          error: 'Ambiguous default API version for this non-versioned API',
        },
        why: 'Both could be it.',
      },
    ],
  },
  {
    id: 'base-version-does-not-exist',
    topic: 'routing',
    title: '404 "This API version does not seem to exist": base and child APIs',
    about:
      'In the newer way of versions each version is an API of its own, and a base API knows them by name. An unknown version is 404 there, and 403 in the older way.',
    apis: [
      {
        definition: classicApi({
          definition: { enabled: true, name: 'v1', default: 'v1', location: 'header', key: 'X-Version' },
        }),
      },
    ],
    policies: [policy()],
    token,
    request: asking('v2'),
    steps: [
      {
        what: 'Ask the base API for v2.',
        expect: { status: 404, code: 'base_version_unknown', error: 'This API version does not seem to exist' },
        why: 'It has v1, itself, only.',
      },
      {
        what: 'Ask for v1.',
        before: [{ do: 'request', request: asking('v1') }],
        expect: passes,
        why: 'That is the base API.',
      },
    ],
  },
];
