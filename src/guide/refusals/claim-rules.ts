import type { RefusalCode } from '../../gateway/refusals';
import type { Explanation, LoggedLine } from './explanation';

const onlyOas = 'Only a Tyk OAS API has this rule; in a classic definition it is ignored.';

/** Warnings of rules that do not block, and the line that ends it. */
const customLines: readonly LoggedLine[] = [
  {
    level: 'warning',
    message: 'Claim … value does not …',
    when: 'another rule that does not block is not met',
  },
  { level: 'warning', message: 'Claim … expects a non nil value', when: 'another rule that does not block is not met' },
  { level: 'error', message: 'JWT custom claims validation failed', error: '…' },
];

/** The rules for claims of a Tyk OAS definition (behaviour 5.8). */
export const claimRuleRefusals = {
  issuer_refused: {
    title: 'The issuer is not allowed',
    steps: ['issuer'],
    met: 'sometimes',
    means: `The scheme lists \`allowedIssuers\`, and the token’s \`iss\` is none of them. The comparison is exact. ${onlyOas}`,
    log: [{ level: 'error', message: 'JWT issuer validation failed', error: '…' }],
    tell: 'The text is about the issuer claim, and names what the token says.',
    causes: [
      {
        what: '`iss` is another text: often a slash at the end, `http` for `https`, another realm or tenant.',
        check: 'Compare the text after `invalid issuer claim:` with the list, letter by letter.',
        told: ['invalid issuer claim: …'],
      },
      {
        what: 'The token has no `iss`.',
        check: 'Decode the payload.',
        told: ['issuer claim is required but not present in token'],
      },
      {
        what: '`iss` is no text: a list, a number, null.',
        check: 'Decode the payload.',
        told: ['issuer claim must be a string'],
      },
    ],
    fixes: ['Add the issuer to `allowedIssuers` exactly as tokens have it.'],
  },

  audience_refused: {
    title: 'The audience is not allowed',
    steps: ['audience'],
    met: 'sometimes',
    means: `The scheme lists \`allowedAudiences\`, and nothing in the token’s \`aud\` is among them. One match is enough; the comparison is exact. ${onlyOas}`,
    log: [{ level: 'error', message: 'JWT audience validation failed', error: '…' }],
    tell: 'The text is about the audience, and lists what the token says.',
    causes: [
      {
        what: 'The token is for another audience.',
        check:
          'Compare the list in the text with `allowedAudiences`. In it, values stand side by side with a blank between.',
        told: ['no matching audience found in token: […]'],
      },
      {
        what: 'The token has no `aud`. Keycloak, for one, sets none without a mapper.',
        check: 'Decode the payload.',
        told: ['audience claim is required but not present in token'],
      },
      {
        what: '`aud` is neither a text nor a list.',
        check: 'Decode the payload.',
        told: ['invalid audience claim format'],
      },
    ],
    fixes: ['Ask the issuer for a token with this audience.', 'Add the audience to `allowedAudiences`.'],
  },

  token_id_missing: {
    title: 'The token has no id',
    steps: ['token-id'],
    met: 'seldom',
    means: `The scheme wants a \`jti\`, and the token has none. Any value will do, null too; it is not remembered. ${onlyOas}`,
    log: [
      {
        level: 'error',
        message: 'JWT ID validation failed',
        error: 'JWT ID (jti) claim is required but not present in token',
      },
    ],
    tell: 'The text is about the JWT ID.',
    causes: [
      {
        what: 'The issuer sets no `jti`.',
        check: 'Decode the payload.',
        told: ['JWT ID (jti) claim is required but not present in token'],
      },
    ],
    fixes: ['Have the issuer set `jti`.', 'Switch `jtiValidation` off.'],
  },

  subject_refused: {
    title: 'The subject is not allowed',
    steps: ['subject'],
    met: 'sometimes',
    means: `The scheme lists \`allowedSubjects\`. What is compared is the header’s \`kid\` where the token has one, and only without it the identity. ${onlyOas}`,
    log: [
      {
        level: 'warning',
        message: "Base Field claim not found, trying to find user ID in 'sub' claim.",
        when: 'an identity claim is missing',
      },
      { level: 'error', message: 'no suitable claims for user ID were found', when: 'an identity claim is missing' },
      { level: 'error', message: 'found an empty user ID in …', when: 'an identity claim is empty' },
      { level: 'error', message: 'Failed to get identity from token', error: '…', when: 'there is no identity' },
      {
        level: 'error',
        message: 'JWT subject validation failed',
        error: 'invalid subject value: …',
        when: 'there is one, and it is not allowed',
      },
    ],
    tell: 'The status is 401 and the text begins with `Key not authorized:`. Without that and with 403, the same words are about the identity for the session.',
    causes: [
      {
        what: 'The token has a `kid`, and that was compared. With a key set every token has one.',
        check: 'Is the value in the text the `kid`? Then set `skipKid`.',
        told: ['invalid subject value: …'],
      },
      {
        what: 'The subject is not on the list.',
        check: 'Compare the value in the text with `allowedSubjects`.',
        told: ['invalid subject value: …'],
      },
      {
        what: 'The token has neither a `kid` nor an identity.',
        check: 'Decode both parts; compare with `subjectClaims` and `identityBaseField`.',
        told: ['no suitable claims for user ID were found'],
      },
      {
        what: 'An identity claim is there, and empty.',
        check: 'Decode the payload.',
        told: ['found an empty user ID in …'],
      },
    ],
    fixes: ['Set `skipKid`, so that the subject is compared.', 'Add the subject to `allowedSubjects`.'],
  },

  custom_claim_refused: {
    title: 'A claim does not meet its rule',
    steps: ['custom-claims'],
    met: 'sometimes',
    means: `One of the rules in \`customClaimValidation\` is not met. Of several that fail, the gateway names one at random. ${onlyOas}`,
    log: customLines,
    tell: 'The text names the path of the rule.',
    causes: [
      {
        what: 'The claim is not there, or not where the path looks: `roles.0` is the first of a list, names are case-sensitive, and a name with a dot in it cannot be reached.',
        check: 'Decode the payload and follow the path.',
        told: ['custom claim … is required but not present in token'],
      },
      {
        what: 'The claim has none of the allowed values. Types count: `"5"` is not `5`, and a list equals only a whole list.',
        check: 'Compare the claim with `allowedValues`, types included.',
        told: ['claim … value does not match any expected values'],
      },
      {
        what: 'The claim contains none of the allowed values. For a number or a boolean only the last allowed value counts.',
        check: 'Compare the claim with `allowedValues`.',
        told: ['claim … value does not contain any expected values'],
      },
      {
        what: 'The claim is null.',
        check: 'Decode the payload.',
        told: ['custom claim … expects a non nil value'],
      },
      {
        what: 'The path of the rule is no path: a `-`, `/`, `$` or blank is in it. Every token is refused, even where the rule does not block.',
        check: 'Look at the path in the text.',
        told: ['invalid claim path: …'],
      },
    ],
    fixes: [
      'Have the issuer set the claim.',
      'Correct the rule’s path or `allowedValues`.',
      'Set `nonBlocking`: it then only warns.',
    ],
  },
} satisfies Partial<Record<RefusalCode, Explanation>>;
