import { anything, flag, list, map, object, one, text, texts, type Schema } from './schema';

const source: Schema = object({ enabled: flag('Read the token from here.'), name: text('The name.') });

const ruleOfClaim: Schema = object({
  type: one(['required', 'exact_match', 'contains'], 'Any other type asks only that the claim is there.'),
  allowedValues: {
    type: 'array',
    description:
      'exact_match: equal to one, types count. contains: a text in the text, an element of the list; of anything else only the last value counts.',
  },
  nonBlocking: flag('Only warn in the log.'),
});

const skew = (claim: string): Schema => ({
  type: 'integer',
  description: `Seconds by which ${claim} may miss the clock. A negative number, a fraction or a text is ignored.`,
});

const jwtScheme: Schema = object(
  {
    enabled: flag('Judge JSON Web Tokens.'),
    header: { ...source, description: 'Left out, the header is not read at all.' },
    query: { ...source, description: 'A query parameter; it beats the header.' },
    cookie: { ...source, description: 'A cookie; it beats query and header.' },
    source: text(
      'base64 (standard, padded) of the secret, of the public key’s PEM, or of a JWKS URL. Not read beside jwksURIs.',
    ),
    jwksURIs: list(
      object({
        url: text('The key set’s URL, as it is: base64 is no URL here.'),
        cacheTimeout: text(
          'Such as 5m. Above 240 s it has no effect. As a number it makes the gateway lose every later member of the scheme.',
        ),
      }),
      'Key sets, searched in this order. They win over source.',
    ),
    signingMethod: one(
      ['hmac', 'rsa', 'ecdsa'],
      'The family of the token’s alg, in lower case. Anything else counts as hmac.',
    ),
    identityBaseField: text('The claim that says whose session it is.'),
    subjectClaims: texts('Several of them; the first that the token has counts. They win over identityBaseField.'),
    policyFieldName: text('The claim with the id of one policy.'),
    basePolicyClaims: texts('Several of them. Read only while policyFieldName is not empty.'),
    clientBaseField: text('The claim with a Tyk key whose first policy counts; read only without policyFieldName.'),
    defaultPolicies: texts('Used when the token names no policy.'),
    scopes: object({
      claimName: text('The claim with the scopes, at the top of the token: a dotted name never works.'),
      claims: texts('Several of them; they win over claimName.'),
      scopeToPolicyMapping: list(
        object({ scope: text('A scope.'), policyId: text('The id of its policy.') }),
        'Mapped policies replace the default ones.',
      ),
    }),
    issuedAtValidationSkew: skew('iat'),
    expiresAtValidationSkew: skew('exp'),
    notBeforeValidationSkew: skew('nbf'),
    allowedIssuers: texts('iss must be one of them, letter for letter.'),
    allowedAudiences: texts('One of aud must be one of them.'),
    allowedSubjects: texts(
      'What is compared is the header’s kid where there is one, unless skipKid is on; else the identity.',
    ),
    jtiValidation: object({ enabled: flag('A jti must be there, whatever it is.') }),
    customClaimValidation: map(ruleOfClaim, 'By claim. A name with - or / in it is refused for every token.'),
    skipKid: flag('Do not take the kid for the subject.'),
    idpClientIdMappingDisabled: flag('Do not read clientId, cid, client_id.'),
  },
  'What Tyk makes of the scheme of this name in components.securitySchemes.',
);

const extension: Schema = object(
  {
    info: object({
      id: text('The API’s id.'),
      orgId: text('The organisation. Policies of another one do not exist for this API.'),
      name: text('What people call the API.'),
      state: object({ active: flag('Not read by the gateway: an API that is not active is served all the same.') }),
    }),
    server: object({
      listenPath: object({
        value: text('Requests whose path begins with it come to this API.'),
        strip: flag('Take it away first.'),
      }),
      authentication: object({
        enabled: flag('Without it the API is keyless.'),
        stripAuthorizationData: flag('Take the token away before the request goes upstream.'),
        baseIdentityProvider: text(
          'Which method gives the session; anything but jwt_claim or empty: the token gives none.',
        ),
        customKeyLifetime: object({
          enabled: flag('On.'),
          value: text('How long a session is kept, such as 1h.'),
          respectValidity: flag('Until its own expiry where that is later.'),
        }),
        securitySchemes: map(jwtScheme, 'By the name of a scheme in components.securitySchemes.'),
      }),
    }),
    upstream: object({
      url: text('Where requests are sent.'),
      rateLimit: object({
        enabled: flag('On.'),
        rate: { type: 'integer', description: 'Calls.' },
        per: text('In this time, such as 1m.'),
      }),
    }),
    middleware: object({
      global: object({
        contextVariables: object({ enabled: flag('Fill $tyk_context.… variables; off when absent.') }),
        trafficLogs: object({ enabled: flag('Off or absent: refusals write no access log line.') }),
        skipRateLimit: flag('Count no rate.'),
        skipQuota: flag('Count no quota.'),
        transformRequestHeaders: object({
          enabled: flag('On.'),
          add: list(object({ name: text('A header.'), value: text('Its value.') }), 'Headers for the upstream.'),
          remove: texts('Headers that the upstream does not get.'),
        }),
      }),
    }),
  },
  'What Tyk Gateway reads of the document.',
);

/** A Tyk OAS document. */
export const oas: Schema = {
  ...object({
    openapi: {
      type: 'string',
      pattern: '^3\\.0\\.\\d(-.+)?$',
      description: 'Documents of 3.0.x are checked when they are saved.',
    },
    info: object({ title: text('The document’s title.'), version: text('The document’s version.') }),
    paths: anything('The operations.'),
    security: {
      type: 'array',
      description: 'Must name the JWT scheme, or JWT stays off.',
      items: map({ type: 'array' }, ''),
    },
    components: object({
      securitySchemes: map(
        object({
          type: one(['http', 'apiKey', 'oauth2', 'openIdConnect'], 'http for a JWT.'),
          scheme: text('bearer for a JWT.'),
          bearerFormat: text('JWT, in capitals: anything else leaves JWT off.'),
        }),
        'By name.',
      ),
    }),
    'x-tyk-api-gateway': extension,
  }),
  required: ['openapi', 'info', 'paths', 'x-tyk-api-gateway'],
};
