/** Where the guide's steps 1 to 6 and the gateway differ (behaviour.md 13). */
import { setClaim, setField, setInPolicies, setPath } from './edits';
import { example } from './example';
import type { Difference } from './lesson';

/** Step 2: claims for identity and policy. */
export const noDefaults: Difference = {
  guide: 'Identity Source has the default `sub`, and Policy Field Name the default `pol`.',
  gateway:
    'It has no defaults: a form fills them in. Without an identity source it takes `sub`; without a policy field, no claim names a policy.',
  trial: {
    label: 'Try it without both fields',
    situation: () =>
      example(setField('identity-source', ''), setField('policy-field', ''), setField('default-policy', undefined)),
    answers: { status: 403, code: 'policy_missing' },
    look: 'steps',
    see: 'The identity is found in `sub`. Nothing is looked for in `pol`.',
  },
};

/** Step 2: the names of the methods. */
export const methodNames: Difference = {
  guide: 'The methods are HMAC (shared), RSA public key and JWKS URL.',
  gateway:
    'It stores `hmac`, `rsa` or `ecdsa`, in these letters. A JWKS URL is a key source, and needs one of them too. Any other word counts as HMAC, with a warning in the log.',
  trial: {
    label: 'Try RSA as the method',
    situation: () => example(setField('signing-method', 'RSA')),
    answers: { status: 200, code: null },
    look: 'gateway log',
    see: 'The HS256 token passes. A warning says that no signing method was found.',
  },
};

/** Step 2: the secret. */
export const rawSecret: Difference = {
  guide: 'Enter your shared secret, such as `tyk123`.',
  gateway:
    'The definition holds it in base64: `dHlrMTIz`. A form encodes it; in JSON, or through the API of the gateway, that is yours to do.',
  trial: {
    label: 'Try it raw',
    situation: () => example(setField('key-source', 'tyk123')),
    answers: { status: 403, code: 'source_not_base64' },
    look: 'gateway log',
    see: 'The client reads “Key not authorized”, the log that `tyk123` is not a base64 string.',
  },
};

/** Step 3: which policies an API has. */
export const organizations: Difference = {
  guide: 'It says nothing of organizations.',
  gateway: 'It finds a policy by `org_id` and `id`. One of another organization than the API’s does not exist for it.',
  trial: {
    label: 'Try another organization',
    situation: () => example(setInPolicies(['org_id'], 'other')),
    answers: { status: 403, code: 'policy_unknown' },
    look: 'steps',
    see: 'The token names `gold`, and `gold` is there, but not for this API.',
  },
};

/** Step 3: the default policy. */
export const baseline: Difference = {
  guide: 'A default policy gives all tokens a baseline of access.',
  gateway:
    'It is used when the claims name no policy, and only then. It is never added, and does not stand in for a wrong name.',
  trial: {
    label: 'Try a wrong name in pol',
    situation: () => example(setClaim('pol', 'platinum')),
    answers: { status: 403, code: 'policy_unknown' },
    look: 'steps',
    see: 'Gold is the default, and the token is refused all the same.',
  },
};

/** Step 4: what is in force. */
export const switchedOff: Difference = {
  guide: 'It says nothing of an API that is switched off.',
  gateway: 'It serves an API whose definition says `active: false` like any other.',
  trial: {
    label: 'Try it switched off',
    situation: () => example(setField('active', false)),
    answers: { status: 200, code: null },
    look: 'steps',
    see: 'It passes: `active` is not looked at.',
  },
};

/** Step 5: the sample token. */
export const noExpiry: Difference = {
  guide: 'Its sample has `iat` and no `exp`.',
  gateway: 'Such a token is valid for ever, and the session that it makes never expires.',
  trial: {
    label: 'Try it, and look at the session',
    situation: () => example(),
    then: [{ do: 'send' }],
    answers: { status: 200, code: null },
    look: 'sessions',
    see: 'The session has no end. It stays until somebody deletes it.',
  },
};

/** Step 5: the command line. */
export const jwtCli: Difference = {
  guide: '`npm install -g jwt-cli`, then `jwt sign --secret …`.',
  gateway:
    'npm’s jwt-cli 2.0.0 only decodes, and has no `sign`. Another program of that name, which is not on npm, has `jwt encode`.',
  trial: {
    label: 'Show commands that work',
    situation: () => example(),
    answers: { status: 200, code: null },
    look: 'commands',
    see: 'They sign the token of the Token column, each with what it needs.',
  },
};

/** Step 6: the address. */
export const listenPath: Difference = {
  guide: 'Call `http://your-tyk-gateway/your-api-endpoint`.',
  gateway:
    'The path begins with the listen path, its last slash included. Anything else is 404, and nothing is logged.',
  trial: {
    label: 'Try it without the slash',
    situation: () => example(setPath('/orders')),
    answers: { status: 404, code: 'route_not_found' },
    look: 'steps',
    see: 'No API listens there, so no step was asked.',
  },
};
