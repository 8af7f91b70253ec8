/** When a session ends, which is not when its token ends. */
import { claims, classicApi, passes, policy } from '../definitions';
import type { Scenario } from '../scenario';

const keyExpired = {
  status: 401,
  code: 'key_expired',
  error: 'Key has expired, please renew',
  log: 'Attempted access from expired key.',
} as const;
const ending = (exp: string | undefined) => ({ payload: claims({ iat: undefined, exp }), key: 'tyk123' }) as const;
const send = (exp: string | undefined) => ({ do: 'token', token: ending(exp) }) as const;

export const expiry: readonly Scenario[] = [
  {
    id: 'exp-skew-alone-does-not-help',
    topic: 'sessions',
    title: '"Key has expired, please renew": expires_at skew is set, token is within it',
    about:
      'The skew for exp lets the token pass the time check. Its session then gets that past exp as its own end, and a later step, which knows no skew, refuses it.',
    apis: [{ definition: classicApi({ jwt_expires_at_validation_skew: 60 }) }],
    policies: [policy()],
    token: ending('now - 30 s'),
    steps: [
      {
        what: 'Send a token that expired 30 seconds ago, with a skew of 60.',
        expect: keyExpired,
        why: 'Another text than "token has expired": the token passed, the session did not.',
      },
      {
        what: 'Send one that is valid for five minutes.',
        before: [send('now + 5 min')],
        expect: passes,
        why: 'The session’s end moves to that exp.',
      },
      {
        what: 'Send the expired one again.',
        before: [send('now - 30 s')],
        expect: passes,
        why: 'The session ends later now, so the skew works. It does for those alone who come with a longer token before.',
      },
    ],
  },
  {
    id: 'expiry-sticks-to-the-session',
    topic: 'sessions',
    title: '"Key has expired" for a token without exp: the expiry sticks',
    about:
      'A session remembers the latest exp that it saw. A later token without exp does not lift it, so a valid token is refused because of an earlier one.',
    apis: [{ definition: classicApi() }],
    policies: [policy()],
    token: ending('now + 1 min'),
    steps: [
      { what: 'Send a token that is valid for a minute.', expect: passes, why: 'The session ends in a minute.' },
      {
        what: 'Send one without exp, two minutes later.',
        before: [{ do: 'wait', seconds: 120 }, send(undefined)],
        expect: keyExpired,
        why: 'The token itself never ends. The session did.',
      },
      {
        what: 'Send one that is valid for five minutes.',
        before: [send('now + 5 min')],
        expect: passes,
        why: 'A later exp is taken over.',
      },
    ],
  },
  {
    id: 'session-lifetime',
    topic: 'sessions',
    title: 'session_lifetime: session is gone, quota is not',
    about:
      'The store drops a session so many seconds after its last use. The next token makes it anew, which is no way around limits.',
    apis: [{ definition: classicApi({ session_lifetime: 10 }) }],
    policies: [policy({ quota_max: 1 })],
    token: ending('now + 1 h'),
    steps: [
      { what: 'Send a token.', expect: passes, why: 'The session is made.' },
      {
        what: 'Send it again 20 seconds later.',
        before: [{ do: 'wait', seconds: 20 }],
        expect: { status: 403, code: 'quota_exceeded', error: 'Quota exceeded' },
        why: 'A new session, and the old counter: the quota lies under the identity, not in the session.',
      },
    ],
  },
];
