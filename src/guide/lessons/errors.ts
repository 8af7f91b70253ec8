/** The guide's “Common JWT Errors”. */
import { answered, thenSend, type Awaited } from './checks';
import { all, setClaim, setFault, setField } from './edits';
import { example } from './example';
import type { Lesson } from './lesson';

const group = 'Common JWT errors';
const beginsWith = 'the finished example';
const start = () => example();
const passes: Awaited = { code: null };
const ends = { status: 200, code: null } as const;

const signature: Awaited = { code: 'signature_invalid' };
const family: Awaited = { code: 'signing_method_unexpected' };

export const keyNotAuthorized: Lesson = {
  id: 'key-not-authorized',
  group,
  title: '“Key not authorized”',
  intro: 'The most common answer, and the one that says least.',
  beginsWith,
  start,
  steps: [
    {
      id: 'wrong-key',
      title: 'Sign with another key',
      text: 'In the Token column press `Make it bad`, choose `The wrong key`, and send.',
      why: 'The signature does not fit: 403. The step “Signature” says so; the client cannot know.',
      where: thenSend({ spot: 'make it bad' }, signature),
      doIt: [{ do: 'edit', edit: setFault('wrong key') }, { do: 'send' }],
      check: (facts) => answered(facts, [signature]),
      differences: [
        {
          guide: '“Key not authorized” means that the signature was not verified.',
          gateway:
            'The same text and status come for a token that cannot be read, an unknown `alg`, a `kid` that no key has, a key that cannot be read, and where there is no key at all. The log tells them apart.',
          trial: {
            label: 'Try a text that is no token',
            situation: () => ({ ...example(), token: { kind: 'encoded', text: 'eyJhbGciOiJIUzI1NiJ9' } }),
            answers: { status: 403, code: 'token_malformed' },
            look: 'gateway log',
            see: 'The same answer, and the log says that it has not three parts.',
          },
        },
      ],
    },
    {
      id: 'family',
      title: 'Sign with another family',
      text: 'Under `Make it bad` choose `An algorithm of another family`, and send.',
      why: 'A text of its own: “Key not authorized: Unexpected signing method”.',
      where: thenSend({ spot: 'make it bad' }, family),
      doIt: [{ do: 'edit', edit: setFault('other family') }, { do: 'send' }],
      check: (facts) => answered(facts, [signature, family]),
    },
    {
      id: 'repair',
      title: 'Make it good again',
      text: 'Under `Make it bad` choose `Nothing: a good token`, and send.',
      where: thenSend({ spot: 'make it bad' }, passes),
      doIt: [{ do: 'edit', edit: setFault(null) }, { do: 'send' }],
      check: (facts) => answered(facts, [signature, family, passes]),
    },
  ],
  ends,
};

const early: Awaited = { code: 'token_not_valid_yet' };
const issuedLater: Awaited = { code: 'token_issued_in_future' };

export const notValidYet: Lesson = {
  id: 'not-valid-yet',
  group,
  title: '“Token is not valid yet”',
  intro: 'The claim `nbf` is ahead of the clock of the gateway, often because two clocks differ.',
  beginsWith,
  start,
  steps: [
    {
      id: 'nbf',
      title: 'Send a token for later',
      text: 'Write `"nbf": "now + 5 min"` into the payload, and send.',
      where: thenSend({ claim: 'nbf' }, early),
      doIt: [{ do: 'edit', edit: setClaim('nbf', 'now + 5 min') }, { do: 'send' }],
      check: (facts) => answered(facts, [early]),
      differences: [
        {
          guide: '“Token is not valid yet”.',
          gateway:
            'The answer is 401 `Key not authorized: token is not valid yet`. At level info the log says nothing of it.',
          trial: {
            label: 'Try it, with the log open',
            situation: () => example(setClaim('nbf', 'now + 5 min')),
            answers: { status: 401, code: 'token_not_valid_yet' },
            look: 'gateway log',
            see: 'There is the line of the access log, and no other above debug.',
          },
        },
        {
          guide: '`nbf` is the claim that says it.',
          gateway:
            'When several times are wrong, the answer names the last of exp, iat and nbf. An expired token can so be called not valid yet.',
          trial: {
            label: 'Try it with exp past as well',
            situation: () => example(setClaim('nbf', 'now + 5 min'), setClaim('exp', 'now - 5 min')),
            answers: { status: 401, code: 'token_expired', message: 'Key not authorized: token is not valid yet' },
            look: 'steps',
            see: 'Both claims fail. The client reads of one.',
          },
        },
      ],
    },
    {
      id: 'iat',
      title: 'Send one that is issued later',
      text: 'Take `nbf` out, write `"iat": "now + 5 min"`, and send.',
      why: 'A text that the guide does not have: “token used before issued”.',
      where: thenSend({ claim: 'iat' }, issuedLater),
      doIt: [{ do: 'edit', edit: all(setClaim('nbf', undefined), setClaim('iat', 'now + 5 min')) }, { do: 'send' }],
      check: (facts) => answered(facts, [early, issuedLater]),
    },
    {
      id: 'repair',
      title: 'Send one that is valid now',
      text: 'Write `"iat": "now"`, and send.',
      where: thenSend({ claim: 'iat' }, passes),
      doIt: [{ do: 'edit', edit: setClaim('iat', 'now') }, { do: 'send' }],
      check: (facts) => answered(facts, [early, issuedLater, passes]),
    },
  ],
  ends,
};

const late: Awaited = { code: 'token_expired' };

export const expired: Lesson = {
  id: 'expired',
  group,
  title: '“Token has expired”',
  intro: 'The claim `exp` is past. There are two answers for it, and the guide has one.',
  beginsWith,
  start,
  steps: [
    {
      id: 'exp',
      title: 'Send an expired token',
      text: 'Write `"exp": "now - 1 min"` into the payload, and send.',
      where: thenSend({ claim: 'exp' }, late),
      doIt: [{ do: 'edit', edit: setClaim('exp', 'now - 1 min') }, { do: 'send' }],
      check: (facts) => answered(facts, [late]),
      differences: [
        {
          guide: '“Token has expired”.',
          gateway:
            'The answer is 401 `Key not authorized: token has expired`. At level info the log says nothing of it.',
          trial: {
            label: 'Try it, with the log open',
            situation: () => example(setClaim('exp', 'now - 1 min')),
            answers: { status: 401, code: 'token_expired' },
            look: 'gateway log',
            see: 'There is the line of the access log, and no other above debug.',
          },
        },
        {
          guide: 'The error comes from `exp`.',
          gateway:
            'There is also 401 `Key has expired, please renew`: the session has ended. It keeps its end, so a later token without `exp` is refused too.',
          trial: {
            label: 'Try a session that has ended',
            situation: () => example(setField('expiry-skew', 300), setClaim('exp', 'now - 1 min')),
            then: [{ do: 'send' }, { do: 'edit', edit: setClaim('exp', undefined) }],
            answers: { status: 401, code: 'key_expired' },
            look: 'sessions',
            see: 'The token has no exp. Its session has the one of the token before.',
          },
        },
      ],
    },
    {
      id: 'repair',
      title: 'Send a new one',
      text: 'Write `"exp": "now + 1 h"`, and send.',
      why: 'A client gets a new token from whoever issues them, in good time.',
      where: thenSend({ claim: 'exp' }, passes),
      doIt: [{ do: 'edit', edit: setClaim('exp', 'now + 1 h') }, { do: 'send' }],
      check: (facts) => answered(facts, [late, passes]),
    },
  ],
  ends,
};

const unknown: Awaited = { code: 'policy_unknown' };
const none: Awaited = { code: 'policy_missing' };
const unknownDefault: Awaited = { code: 'policies_not_applicable' };

export const policyNotFound: Lesson = {
  id: 'policy-not-found',
  group,
  title: '“Policy not found”',
  intro: 'The token is good, and the policy is not. The gateway has three answers for that.',
  beginsWith,
  start,
  steps: [
    {
      id: 'unknown',
      title: 'Name a policy that is not there',
      text: 'Write `"pol": "platinum"` into the payload, and send.',
      where: thenSend({ claim: 'pol' }, unknown),
      doIt: [{ do: 'edit', edit: setClaim('pol', 'platinum') }, { do: 'send' }],
      check: (facts) => answered(facts, [unknown]),
      differences: [
        {
          guide: '“Policy not found”.',
          gateway:
            'Never for a policy in the token: that is 403 `key not authorized: no matching policy`, with a small k.',
          trial: {
            label: 'Try gold in capitals',
            situation: () => example(setClaim('pol', 'GOLD')),
            answers: { status: 403, code: 'policy_unknown' },
            look: 'gateway log',
            see: 'Ids are compared letter for letter. The log says that no valid policy was found.',
          },
        },
      ],
    },
    {
      id: 'none',
      title: 'Name none, and have no default',
      text: 'Take `pol` out of the payload, set Default Policy to none, press Update, and send.',
      why: 'One word more: “no matching policy found”.',
      where: thenSend({ field: 'default-policy' }, none),
      doIt: [
        { do: 'edit', edit: all(setClaim('pol', undefined), setField('default-policy', [])) },
        { do: 'update' },
        { do: 'send' },
      ],
      check: (facts) => answered(facts, [unknown, none]),
    },
    {
      id: 'default',
      title: 'Have a default that is not there',
      text: 'In the JSON of the API write `"jwt_default_policies": ["platinum"]`, press Update, and send.',
      why: 'Here are the guide’s words, and the status is 500: the fault is the API’s.',
      where: thenSend({ field: 'default-policy' }, unknownDefault),
      doIt: [{ do: 'edit', edit: setField('default-policy', ['platinum']) }, { do: 'update' }, { do: 'send' }],
      check: (facts) => answered(facts, [unknown, none, unknownDefault]),
    },
    {
      id: 'repair',
      title: 'Name one that is',
      text: 'Write `"pol": "gold"` into the payload, and send.',
      where: thenSend({ claim: 'pol' }, passes),
      doIt: [{ do: 'edit', edit: setClaim('pol', 'gold') }, { do: 'send' }],
      check: (facts) => answered(facts, [unknown, none, unknownDefault, passes]),
    },
  ],
  ends,
};
