/** The guide's example in every form that the form shows. */
import { guideHmac } from '../../../src/scenarios/guide-hmac';

export const guideClassic = guideHmac.definition;
export const guidePolicy = guideHmac.policy;

const scheme = {
  enabled: true,
  header: { enabled: true, name: 'Authorization' },
  source: 'dHlrMTIz',
  signingMethod: 'hmac',
  identityBaseField: 'sub',
  policyFieldName: 'pol',
};

export const guideOas = JSON.stringify(
  {
    openapi: '3.0.3',
    info: { title: 'Orders', version: '1.0.0' },
    paths: {},
    components: { securitySchemes: { guideJwt: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    security: [{ guideJwt: [] }],
    'x-tyk-api-gateway': {
      info: { id: 'orders', orgId: 'default', name: 'Orders', state: { active: true } },
      upstream: { url: 'http://httpbin.org' },
      server: {
        listenPath: { value: '/orders/', strip: true },
        authentication: { enabled: true, securitySchemes: { guideJwt: scheme } },
      },
    },
  },
  null,
  2,
);
