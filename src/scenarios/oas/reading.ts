/** What reading a Tyk OAS API does to it. */
import { claims, oasApi, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

export const reading: readonly Scenario[] = [
  {
    id: 'reading-an-oas-api-changes-it',
    topic: 'oas',
    title: 'Tyk OAS: opening the API in a tool changes which claim counts',
    about:
      'A document may have the older field and the newer list, such as policyFieldName and basePolicyClaims. The list wins. But GET /tyk/apis/oas/<id> puts the field in front of the list in the gateway’s own copy, and from then on the field wins.',
    apis: [{ definition: oasApi({ policyFieldName: 'tier', basePolicyClaims: ['pol'] }) }],
    policies: [policy()],
    token: { payload: claims({ tier: 'silver' }), key: 'tyk123' },
    steps: [
      {
        what: 'Send a token with "pol": "gold" and "tier": "silver".',
        expect: passes,
        why: 'basePolicyClaims is read, and there is a policy gold.',
      },
      {
        what: 'Read the API with GET /tyk/apis/oas/orders, as a dashboard or a backup does, and send the token again.',
        before: [{ do: 'read api', api: 'orders' }],
        expect: {
          status: 403,
          code: 'policy_unknown',
          error: 'key not authorized: no matching policy',
          log: 'Policy ID found is invalid!',
        },
        why: 'The list in memory is tier, pol now, so tier counts, and no policy is called silver. Nobody has saved anything.',
      },
      {
        what: 'Write the list into the document as it is meant, save, and send.',
        before: [
          {
            do: 'set',
            api: 'orders',
            path: ['x-tyk-api-gateway', 'server', 'authentication', 'securitySchemes', 'jwtAuth', 'policyFieldName'],
            value: 'pol',
          },
        ],
        expect: passes,
        why: 'Only a document that has changed takes the place of the one in memory. Name one claim in both, or use the field alone.',
      },
    ],
  },
];
