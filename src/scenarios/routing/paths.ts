/** How a request finds its API, and what happens to its path. */
import { apiWithPaths, claims, classicApi, invoicesApi, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

const token = { payload: claims(), key: 'tyk123' } as const;
const forbidden = { status: 403, code: 'path_forbidden', error: 'Requested endpoint is forbidden' } as const;

export const paths: readonly Scenario[] = [
  {
    id: 'inactive-api-is-served',
    topic: 'routing',
    title: 'API with active: false still answers',
    about:
      'active is for the dashboard. The gateway serves every definition that it loads; to take an API out of service, delete it.',
    apis: [{ definition: classicApi({ active: false }) }],
    policies: [policy()],
    token,
    steps: [{ what: 'Send a token to an inactive API.', expect: passes, why: 'The gateway does not read active.' }],
  },
  {
    id: 'api-by-its-id',
    topic: 'routing',
    title: 'Every API also answers under /api_id/, and nothing is stripped',
    about:
      'Beside its listen path each API has a second one, its id. Requests that come there go to the upstream with the id in their path.',
    apis: [
      {
        definition: classicApi({
          proxy: { listen_path: '/shop/', target_url: 'http://httpbin.org', strip_listen_path: true },
        }),
      },
    ],
    policies: [policy()],
    token,
    request: { path: '/shop/get' },
    steps: [
      {
        what: 'Ask for /shop/get.',
        expect: { ...passes, body: '"url": "http://httpbin.org/get"' },
        why: 'The listen path is stripped.',
      },
      {
        what: 'Ask for /orders/get, by the id.',
        before: [{ do: 'request', request: { path: '/orders/get' } }],
        expect: { ...passes, body: '"url": "http://httpbin.org/orders/get"' },
        why: 'Only the listen path is ever stripped. Rules in front of the gateway that name the listen path miss this one.',
      },
    ],
  },
  {
    id: 'double-slash-is-redirected',
    topic: 'routing',
    title: '301 from the gateway: double slash or /../ in the path',
    about:
      'A path that is not clean is answered with a redirect to the clean one, before any API is looked for, and for POST as well. Many clients turn that into a GET without a body.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token,
    request: { path: '/orders//get' },
    steps: [
      {
        what: 'Ask for /orders//get.',
        expect: { status: 301, code: null },
        why: 'Location is /orders/get. Nothing is logged. Clients often make such paths from a base URL that ends in a slash.',
      },
      {
        what: 'Ask for /orders/get.',
        before: [{ do: 'request', request: { path: '/orders/get' } }],
        expect: passes,
        why: 'Clean.',
      },
    ],
  },
  {
    id: 'longest-listen-path-wins',
    topic: 'routing',
    title: 'Nested listen paths: which API answers',
    about: 'Of two listen paths that fit, the longer one wins, in whatever order the APIs were saved.',
    apis: [
      { definition: classicApi() },
      {
        definition: invoicesApi({
          jwt_source: 'YW5vdGhlciBzZWNyZXQ=',
          proxy: { listen_path: '/orders/invoices/', target_url: 'http://httpbin.org', strip_listen_path: true },
        }),
      },
    ],
    policies: [policy()],
    token,
    request: { path: '/orders/invoices/get' },
    steps: [
      {
        what: 'Send the token for Orders to /orders/invoices/get.',
        expect: { status: 403, code: 'signature_invalid', error: 'Key not authorized', log: 'signature is invalid' },
        why: 'Invoices answers there, and has another secret.',
      },
      {
        what: 'Send it to /orders/invoice/get.',
        before: [{ do: 'request', request: { path: '/orders/invoice/get' } }],
        expect: passes,
        why: 'One letter less, and it belongs to Orders.',
      },
    ],
  },
  {
    id: 'ignored-path',
    topic: 'routing',
    title: 'Ignored path: no authentication, a bad token passes',
    about:
      'A path on the ignored list is answered without any check, even of a token that is there. In the log every middleware still starts and finishes.',
    apis: [{ definition: apiWithPaths({ paths: { ignored: ['/status/200'] } }) }],
    policies: [policy()],
    token: { payload: claims(), key: 'another secret' },
    request: { path: '/orders/status/200' },
    steps: [
      {
        what: 'Send a badly signed token to the ignored path.',
        expect: passes,
        why: 'Nobody looks at it. No session, no limits; the token goes on to the upstream.',
      },
      {
        what: 'Send it to /status/201.',
        before: [{ do: 'request', request: { path: '/orders/status/201' } }],
        expect: { status: 403, code: 'signature_invalid', error: 'Key not authorized', log: 'signature is invalid' },
        why: 'The list’s paths fit to their end.',
      },
    ],
  },
  {
    id: 'requested-endpoint-is-forbidden',
    topic: 'routing',
    title: '"Requested endpoint is forbidden": white list and black list',
    about:
      'A version of an API may list paths. With a white list every other path is refused, with a good token too; a black list refuses its own.',
    apis: [{ definition: apiWithPaths({ paths: { white_list: ['/get', '/headers'] } }) }],
    policies: [policy()],
    token,
    request: { path: '/orders/ip' },
    steps: [
      {
        what: 'Ask for /ip, where /get and /headers are on the white list.',
        expect: forbidden,
        why: 'This comes before authentication, so the token does not matter.',
      },
      {
        what: 'Ask for /get.',
        before: [{ do: 'request', request: { path: '/orders/get' } }],
        expect: passes,
        why: 'On the list. It does not open the path: the token is checked as usual.',
      },
      {
        what: 'Put /get on a black list instead.',
        before: [
          {
            do: 'set',
            api: 'orders',
            path: ['version_data', 'versions', 'Default', 'paths'],
            value: { black_list: ['/get'] },
          },
        ],
        expect: forbidden,
        why: 'The same text.',
      },
    ],
  },
];
