import type { RefusalCode } from '../../gateway/refusals';
import type { Explanation, LoggedLine } from './explanation';

const missed: readonly LoggedLine[] = [
  {
    level: 'warning',
    message: "Base Field claim not found, trying to find user ID in 'sub' claim.",
    when: 'an identity claim is set and missing',
  },
];

/** Whose token it is (behaviour 5.9), and the client id (5.13). */
export const identityRefusals = {
  identity_missing: {
    title: 'Nothing says whose token it is',
    steps: ['identity'],
    met: 'sometimes',
    means:
      'The token is good, but neither the identity claim nor `sub` is a text. Without an identity there is no session. Numbers, null and lists count as missing.',
    log: [...missed, { level: 'error', message: 'no suitable claims for user ID were found' }],
    tell: 'The status is 403 and the text stands alone. With 401 and `Key not authorized:` before it, the subject rule said so.',
    causes: [
      {
        what: 'The token has neither the claim of `jwt_identity_base_field` nor `sub`. Tokens of a client for itself often lack `sub`.',
        check: 'Decode the payload and look for both names.',
        told: ['no suitable claims for user ID were found'],
      },
      {
        what: 'The identity claim is a number.',
        check: 'Decode the payload: the value has to be in quotes.',
        told: ['no suitable claims for user ID were found'],
      },
      {
        what: 'The claim is nested or in a list, and the dots in the field do not lead there.',
        check: 'A field with dots enters objects, no lists.',
        told: ['no suitable claims for user ID were found'],
      },
    ],
    fixes: ['Set `jwt_identity_base_field` to a claim that every token has.', 'Have the issuer set `sub`.'],
    guide: {
      place: 'Step 2',
      says: '`sub` is the default identity source.',
      real: 'The gateway has no default in the field, but falls back to `sub` by itself.',
    },
  },

  identity_empty: {
    title: 'The identity is empty',
    steps: ['identity'],
    met: 'seldom',
    means:
      'The identity claim is there, and is an empty text. The gateway then does not look further, not even in `sub`.',
    log: [
      ...missed,
      {
        level: 'error',
        message: 'no suitable claims for user ID were found',
        when: 'another one was missing (Tyk OAS)',
      },
      { level: 'error', message: 'found an empty user ID in …' },
    ],
    tell: 'The text says `empty user ID`.',
    causes: [
      {
        what: 'The claim that the text names is `""`.',
        check: 'Decode the payload.',
        told: ['found an empty user ID in predefined base claim, claim: …'],
      },
      {
        what: 'The identity claim is missing, and `sub` is `""`.',
        check: 'Decode the payload.',
        told: ['found an empty user ID in sub claim'],
      },
    ],
    fixes: ['Have the issuer fill the claim.', 'Set `jwt_identity_base_field` to another claim.'],
  },

  client_id_not_text: {
    title: 'The client id is no text, and the gateway panics',
    steps: ['client-id'],
    met: 'seldom',
    means:
      'The first of `clientId`, `cid`, `client_id` in the token is no text. The gateway panics and cuts the connection: no status, no body, no access line. Everything before was in order.',
    log: [{ level: 'panic', message: 'interface conversion: interface {} is …, not string' }],
    untold: true,
    tell: 'The connection is cut without an answer (`curl: (52) Empty reply from server`), and the log has a panic with `interface conversion`.',
    causes: [
      {
        what: 'The claim is a number.',
        check: 'The panic says `float64`.',
        lines: ['interface conversion: interface {} is float64, not string'],
      },
      {
        what: 'The claim is null, a boolean, a list or an object.',
        check: 'The panic says `nil`, `bool`, `[]interface {}` or `map[string]interface {}`.',
        lines: [
          'interface conversion: interface {} is nil, not string',
          'interface conversion: interface {} is bool, not string',
          'interface conversion: interface {} is []interface {}, not string',
          'interface conversion: interface {} is map[string]interface {}, not string',
        ],
      },
    ],
    fixes: [
      'Set `idp_client_id_mapping_disabled` (Tyk OAS: `idpClientIdMappingDisabled`).',
      'Have the issuer write the client id as a text.',
    ],
  },
} satisfies Partial<Record<RefusalCode, Explanation>>;
