/** What the session may: APIs and paths. */
import { claims, classicApi, grants, invoicesApi, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

const refused = {
  status: 403,
  code: 'path_not_granted',
  error: 'Access to this resource has been disallowed',
} as const;
const allowing = (url: string, ...methods: string[]) =>
  policy({ access_rights: grants({ orders: { allowed_urls: [{ url, methods }] } }) });
const token = { payload: claims(), key: 'tyk123' } as const;
const get = (path: string) => ({ do: 'request', request: { path: `/orders${path}` } }) as const;

export const granted: readonly Scenario[] = [
  {
    id: 'access-to-this-api-has-been-disallowed',
    topic: 'access',
    title: '"Access to this API has been disallowed": the policy does not grant it',
    about:
      'The token is good and its policy exists, but the API is not in the policy’s access rights. The API’s id counts, not its name.',
    apis: [{ definition: classicApi() }, { definition: invoicesApi() }],
    policies: [policy({ access_rights: grants({ invoices: {} }) })],
    token,
    steps: [
      {
        what: 'Ask Orders, where the policy grants Invoices.',
        expect: {
          status: 403,
          code: 'api_not_granted',
          error: 'Access to this API has been disallowed',
          log: 'Attempted access to unauthorised API',
        },
        why: 'The same text comes for a wrong version, and when JWT is off; the log tells.',
      },
      {
        what: 'Add Orders to the policy and send again.',
        before: [
          { do: 'set policy', policy: 'gold', path: ['access_rights'], value: grants({ invoices: {}, orders: {} }) },
        ],
        expect: passes,
        why: 'Stored sessions get the changed policy with their next request.',
      },
    ],
  },
  {
    id: 'access-to-this-resource-has-been-disallowed',
    topic: 'access',
    title: '"Access to this resource has been disallowed": allowed_urls and methods',
    about: 'The policy allows some paths of the API. Each entry has its methods, and its path must fit to the end.',
    apis: [{ definition: classicApi() }],
    policies: [allowing('/users', 'GET')],
    token,
    request: { path: '/orders/users' },
    steps: [
      { what: 'Ask for /users.', expect: passes, why: 'Allowed for GET.' },
      {
        what: 'Ask for /users/12.',
        before: [get('/users/12')],
        expect: { ...refused, log: 'Attempted access to unauthorised endpoint (Granular).' },
        why: '/users does not cover what is below it. /users/* would.',
      },
      {
        what: 'Post to /users.',
        before: [{ do: 'request', request: { path: '/orders/users', method: 'POST' } }],
        expect: refused,
        why: 'POST is not among the methods. Neither would HEAD be.',
      },
    ],
  },
  {
    id: 'pattern-behind-a-placeholder-is-lost',
    topic: 'access',
    title: 'allowed_urls: /u/{id:[0-9]+} also allows letters',
    about:
      'In a listen path {id:[0-9]+} means digits only. In a policy’s paths only the name in braces is understood: any segment fits.',
    apis: [{ definition: classicApi() }],
    policies: [allowing('/u/{id:[0-9]+}', 'GET')],
    token,
    request: { path: '/orders/u/12' },
    steps: [
      { what: 'Ask for /u/12.', expect: passes, why: 'One segment.' },
      {
        what: 'Ask for /u/admin.',
        before: [get('/u/admin')],
        expect: passes,
        why: 'What follows the name is lost. Write /u/[0-9]+ without braces.',
      },
      {
        what: 'Write it so, and ask again.',
        before: [
          {
            do: 'set policy',
            policy: 'gold',
            path: ['access_rights', 'orders', 'allowed_urls'],
            value: [{ url: '/u/[0-9]+', methods: ['GET'] }],
          },
        ],
        expect: refused,
        why: 'Now only digits.',
      },
    ],
  },
  {
    id: 'alternatives-in-allowed-urls',
    topic: 'access',
    title: 'allowed_urls: /a|/b opens far more than two paths',
    about:
      'The path of an entry is a regular expression, with ^ put before it and $ behind. Of two alternatives each gets only one of them.',
    apis: [{ definition: classicApi() }],
    policies: [allowing('/a|/b', 'GET')],
    token,
    request: { path: '/orders/a' },
    steps: [
      { what: 'Ask for /a.', expect: passes, why: 'Meant so.' },
      {
        what: 'Ask for /accounts/secret.',
        before: [get('/accounts/secret')],
        expect: passes,
        why: '^/a|/b$ fits all that begins with /a.',
      },
      {
        what: 'Ask for /x/b.',
        before: [get('/x/b')],
        expect: passes,
        why: 'And all that ends in /b. Use two entries, or (/a|/b).',
      },
      { what: 'Ask for /c.', before: [get('/c')], expect: refused, why: 'Neither.' },
    ],
  },
];
