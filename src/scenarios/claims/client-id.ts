/** The OAuth client that a token names. */
import { claims, classicApi, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

export const clientId: readonly Scenario[] = [
  {
    id: 'client-id-is-a-number',
    topic: 'claims',
    title: 'Connection closed without an answer: client_id is a number',
    about:
      'The gateway looks for an OAuth client in clientId, cid or client_id. When the first of them that is there is no text, it panics: the client sees a cut connection, the access log nothing.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims({ client_id: 4711 }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token with "client_id": 4711.',
        expect: {
          status: null,
          code: 'client_id_not_text',
          log: 'interface conversion: interface {} is float64, not string',
        },
        why: 'Null, true, a list and an object do the same. curl says: empty reply from server.',
      },
      {
        what: 'Set idp_client_id_mapping_disabled and send again.',
        before: [{ do: 'set', api: 'orders', path: ['idp_client_id_mapping_disabled'], value: true }],
        expect: passes,
        why: 'Then nobody looks for the client.',
      },
    ],
  },
  {
    id: 'failed-to-retrieve-oauth-client',
    topic: 'claims',
    title: '"Failed to retrieve OAuth client" warning with every request',
    about:
      'Tokens of Keycloak and others carry client_id or cid. The gateway looks for an OAuth client of its own under that name, does not find it, and warns. The request passes.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: { payload: claims({ client_id: 'orders-service' }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token with "client_id": "orders-service".',
        expect: { ...passes, log: 'Failed to retrieve OAuth client.' },
        why: 'The mapping is for clients that Tyk itself registered. idp_client_id_mapping_disabled ends the warning and saves a look-up.',
      },
    ],
  },
];
