/** What the gateway's schema asks of `x-tyk-api-gateway`. Parts that have nothing to do with tokens are not looked into. */
import type { Schema } from './json-schema';

const string: Schema = { type: 'string' };
const boolean: Schema = { type: 'boolean' };
const word: Schema = { type: 'string', pattern: /\S+/ };
const strings: Schema = { type: 'array', items: string };
const firstString: Schema = { type: 'array', firstItem: string };
const object: Schema = { type: 'object' };
const skew: Schema = { type: 'integer', minimum: 0 };
const duration = /^(\d+h)?(\d+m)?(\d+s)?$/;
const someTime: Schema = { type: 'string', pattern: duration, not: { pattern: /^(0h)?(0m)?(0s)?$/ } };

function struct(properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema {
  return { type: 'object', properties, required };
}

const enabled = struct({ enabled: boolean }, ['enabled']);
const source = struct({ enabled: boolean, name: string }, ['enabled']);
const sources = { enabled: boolean, header: source, cookie: source, query: source };

const scopes = struct({
  claimName: string,
  claims: strings,
  scopeToPolicyMapping: { type: 'array', firstItem: struct({ scope: string, policyId: string }) },
});

const jwt = struct(
  {
    ...sources,
    source: string,
    signingMethod: string,
    identityBaseField: string,
    subjectClaims: strings,
    jwksURIs: {
      type: ['array', 'null'],
      items: struct(
        {
          url: { type: 'string', format: 'uri' },
          cacheTimeout: { type: 'string', pattern: /^(\d+h)?(\d+m)?(\d+s)?(\d+ms)?(\d+µs)?(\d+ns)?$/ },
        },
        ['url'],
      ),
    },
    skipKid: boolean,
    policyFieldName: string,
    basePolicyClaims: strings,
    allowedIssuers: strings,
    allowedAudiences: strings,
    jtiValidation: enabled,
    allowedSubjects: strings,
    clientBaseField: string,
    scopes,
    defaultPolicies: firstString,
    issuedAtValidationSkew: skew,
    notBeforeValidationSkew: skew,
    expiresAtValidationSkew: skew,
    idpClientIdMappingDisabled: boolean,
    // The schema means a rule here, though a map of rules stands in its place: a rule's name of `type` is met by it.
    customClaimValidation: struct(
      {
        type: { type: 'string', enum: ['required', 'exact_match', 'contains'] },
        allowedValues: { type: 'array' },
        nonBlocking: boolean,
      },
      ['type'],
    ),
  },
  ['enabled'],
);

/** A scheme need only be one of these; all of them take what they do not know, so a JWT scheme mostly passes as a token. */
const scheme: Schema = {
  anyOf: [
    struct({ ...sources, enableClientCertificate: boolean, signatureValidation: object }, ['enabled']),
    jwt,
    struct(
      { ...sources, disableCaching: boolean, cacheTTL: { type: 'integer' }, extractCredentialsFromBody: enabled },
      ['enabled'],
    ),
    struct(
      {
        ...sources,
        allowedAuthorizeTypes: { type: 'array', items: { type: 'string', enum: ['code', 'token'] } },
        refreshToken: boolean,
        authLoginRedirect: string,
        notifications: struct({ sharedSecret: string, onKeyChangeUrl: string }),
      },
      ['enabled'],
    ),
    struct({ ...sources, providers: { type: 'array', firstItem: object } }, ['enabled']),
    struct({ ...sources, scopeCheck: object, protectedResourceMetadata: object, tokenExchange: object }, ['enabled']),
  ],
};

const identityProviders = [
  'auth_token',
  'hmac_key',
  'basic_auth_user',
  'jwt_claim',
  'oidc_user',
  'oauth_key',
  'custom_auth',
  '',
];

const authentication = struct(
  {
    enabled: boolean,
    stripAuthorizationData: boolean,
    baseIdentityProvider: { type: 'string', enum: identityProviders },
    hmac: struct({ ...sources, allowedAlgorithms: firstString, allowedClockSkew: { type: 'number' } }, ['enabled']),
    oidc: object,
    custom: object,
    securitySchemes: { type: 'object', patternProperties: [[/^[a-zA-Z0-9.\-_]+$/, scheme]] },
    customKeyLifetime: struct({ enabled: boolean, value: someTime, respectValidity: boolean }, ['enabled']),
    securityProcessingMode: { type: 'string', enum: ['legacy', 'compliant'] },
    security: { type: 'array', items: strings },
    protectedResourceMetadata: struct(
      {
        enabled: boolean,
        wellKnownPath: string,
        resource: string,
        authorizationServers: strings,
        scopesSupported: strings,
      },
      ['enabled'],
    ),
    certificateAuth: struct({ enabled: boolean }),
  },
  ['enabled'],
);

const versioning: Schema = {
  ...struct(
    {
      enabled: boolean,
      name: word,
      default: string,
      location: word,
      key: word,
      versions: { type: 'array', firstItem: struct({ name: word, id: word }, ['name', 'id']) },
      stripVersioningData: boolean,
      fallbackToDefault: boolean,
      urlVersioningPattern: string,
    },
    ['location'],
  ),
  anyOf: [
    { properties: { location: { enum: ['header', 'url-param'] } }, required: ['key'] },
    { properties: { location: { enum: ['url'] } } },
  ],
};

const rateLimit = struct({ enabled: boolean, rate: { type: 'number' }, per: { type: 'string', pattern: duration } }, [
  'enabled',
  'rate',
  'per',
]);

const transformHeaders = struct(
  {
    enabled: boolean,
    remove: firstString,
    add: { type: 'array', firstItem: struct({ name: string, value: string }, ['name', 'value']) },
  },
  ['enabled'],
);

const global = struct({
  pluginConfig: object,
  cors: object,
  prePlugin: object,
  prePlugins: { type: 'array' },
  postAuthenticationPlugin: object,
  postAuthenticationPlugins: { type: 'array' },
  postPlugin: object,
  postPlugins: { type: 'array' },
  responsePlugin: object,
  responsePlugins: { type: 'array' },
  cache: object,
  transformRequestHeaders: transformHeaders,
  transformResponseHeaders: transformHeaders,
  contextVariables: enabled,
  ignoreCase: enabled,
  trafficLogs: struct(
    {
      enabled: boolean,
      tagHeaders: strings,
      customRetentionPeriod: someTime,
      plugins: { type: 'array', items: object },
    },
    ['enabled'],
  ),
  requestSizeLimit: struct({ enabled: boolean, value: { type: 'integer' } }, ['enabled', 'value']),
  skipRateLimit: boolean,
  skipQuota: boolean,
  skipQuotaReset: boolean,
});

const allowance = struct({ enabled: boolean, ignoreCase: boolean }, ['enabled']);
const operation = struct({
  allow: allowance,
  block: allowance,
  ignoreAuthentication: allowance,
  transformRequestHeaders: transformHeaders,
  transformResponseHeaders: transformHeaders,
  rateLimit,
});

/** The Tyk extension. */
export const tykSchema: Schema = struct(
  {
    info: struct(
      {
        id: string,
        dbId: string,
        orgId: string,
        name: word,
        expiration: string,
        state: struct({ active: boolean, internal: boolean }, ['active']),
        versioning,
      },
      ['name', 'state'],
    ),
    upstream: {
      ...struct({
        url: { type: 'string', format: 'uri-reference' },
        serviceDiscovery: object,
        uptimeTests: object,
        mutualTLS: object,
        certificatePinning: object,
        rateLimit,
        authentication: object,
        loadBalancing: object,
        preserveHostHeader: enabled,
        preserveTrailingSlash: enabled,
        tlsTransport: object,
        proxy: object,
        enforceTimeout: object,
      }),
      anyOf: [{ required: ['url'] }, { required: ['loadBalancing'] }],
    },
    server: struct(
      {
        listenPath: struct({ value: word, strip: boolean }, ['value']),
        slug: string,
        authentication,
        clientCertificates: struct({ enabled: boolean, allowlist: firstString }),
        gatewayTags: struct({ enabled: boolean, tags: { type: 'array', uniqueItems: true, firstItem: string } }, [
          'enabled',
          'tags',
        ]),
        customDomain: struct({ enabled: boolean, name: string, certificates: firstString }, ['enabled', 'name']),
        detailedActivityLogs: enabled,
        detailedTracing: enabled,
        eventHandlers: { type: 'array', firstItem: object },
        contextVariables: enabled,
        ipAccessControl: struct({ enabled: boolean, allow: strings, block: strings }),
        batchProcessing: { properties: { enabled: boolean }, required: ['enabled'] },
        port: { type: 'integer', minimum: 1, maximum: 65535 },
        protocol: { type: 'string', enum: ['http', 'https', 'h2c'] },
      },
      ['listenPath'],
    ),
    middleware: struct({
      global,
      operations: { type: 'object', patternProperties: [[/\S+/, operation]] },
    }),
    errorOverrides: object,
  },
  ['info', 'upstream', 'server'],
);
