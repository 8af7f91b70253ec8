import type { JsonValue } from '../../../src/go/json';

/** A Tyk OAS API with the guide's listen path and secret, and these members in its JWT scheme. */
export function oasDefinition(scheme: Readonly<Record<string, JsonValue>>): string {
  const jwtAuth = {
    enabled: true,
    header: { enabled: true, name: 'Authorization' },
    source: 'dHlrMTIz',
    signingMethod: 'hmac',
    ...scheme,
  };
  return JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'Orders', version: '1' },
    paths: {},
    components: { securitySchemes: { jwtAuth: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    security: [{ jwtAuth: [] }],
    'x-tyk-api-gateway': {
      info: { id: 'orders', orgId: 'default', name: 'Orders', state: { active: true } },
      upstream: { url: 'http://httpbin.org' },
      server: {
        listenPath: { value: '/orders/', strip: true },
        authentication: { enabled: true, securitySchemes: { jwtAuth } },
      },
    },
  });
}
