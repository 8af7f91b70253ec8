/** The guide's “Setting Clock Skew”. */
import { answered, allSaved, thenSend, when, type Awaited } from './checks';
import { all, setClaim, setField } from './edits';
import { example } from './example';
import { apiInHand } from './facts';
import type { Lesson } from './lesson';

const sixtySeconds = all(setField('issued-at-skew', 60), setField('expiry-skew', 60), setField('not-before-skew', 60));

const expired: Awaited = { code: 'token_expired' };
const keyExpired: Awaited = { code: 'key_expired' };
const passes: Awaited = { code: null };

export const skew: Lesson = {
  id: 'skew',
  group: 'Advanced configuration',
  title: 'Clock skew',
  intro: 'Clocks of servers differ a little. A skew lets a token be a little too early, or too late.',
  beginsWith: 'the finished example',
  start: () => example(),
  steps: [
    {
      id: 'expired',
      title: 'Send a token that has just expired',
      text: 'Write `"exp": "now - 30 s"` into the payload, and send. It follows the clock of the gateway.',
      why: 'A token is valid up to the second before its exp.',
      where: thenSend({ claim: 'exp' }, expired),
      doIt: [{ do: 'edit', edit: setClaim('exp', 'now - 30 s') }, { do: 'send' }],
      check: (facts) => answered(facts, [expired]),
    },
    {
      id: 'skew',
      title: 'Set the three skews',
      text: 'In `Clock skew` write 60 into all three fields, and press `Update`.',
      where: ({ workspace }) =>
        apiInHand(workspace)?.value.definition.jwt_expires_at_validation_skew === 60
          ? { spot: 'update' }
          : { field: 'expiry-skew' },
      doIt: [{ do: 'edit', edit: sixtySeconds }, { do: 'update' }],
      check: (facts) => {
        const definition = apiInHand(facts.workspace)?.value.definition;
        const skews = [
          definition?.jwt_issued_at_validation_skew,
          definition?.jwt_expires_at_validation_skew,
          definition?.jwt_not_before_validation_skew,
        ].map(Number);
        const set = when(
          skews.every((seconds) => seconds === 60),
          'All three are 60 seconds.',
          `Issued-at, expiry and not-before are ${skews.join(', ')}.`,
        );
        return set.done ? allSaved(facts) : set;
      },
    },
    {
      id: 'still-expired',
      title: 'Send it again',
      text: 'Press `Send`. Step “Times” lets it pass now, and a later one refuses it.',
      why: 'The session takes exp as its own end, and for that there is no skew.',
      where: thenSend({ claim: 'exp' }, keyExpired),
      doIt: [{ do: 'send' }],
      check: (facts) => answered(facts, [expired, keyExpired]),
      differences: [
        {
          guide: 'It allows for a 60-second skew in each direction.',
          gateway:
            'Each skew has one direction: exp may be past, iat and nbf may be ahead. The one for exp ends in `Key has expired, please renew`, 401.',
          trial: {
            label: 'Try an nbf beyond the skew',
            situation: () => example(sixtySeconds, setClaim('nbf', 'now + 90 s')),
            answers: { status: 401, code: 'token_not_valid_yet' },
            look: 'steps',
            see: 'The step shows the rule with its numbers: now + skew must reach nbf.',
          },
        },
        {
          guide: 'A token within the skew is valid.',
          gateway:
            'One whose exp is past passes only where the stored session ends later: an earlier token gave it a later end.',
          trial: {
            label: 'Try it after a token that lasts an hour',
            situation: () => example(sixtySeconds, setClaim('exp', 'now + 1 h')),
            then: [{ do: 'send' }, { do: 'edit', edit: setClaim('exp', 'now - 30 s') }],
            answers: { status: 200, code: null },
            look: 'sessions',
            see: 'The session of this identity ends in an hour. The expired token passes with it.',
          },
        },
      ],
    },
    {
      id: 'early',
      title: 'Send a token that comes early',
      text: 'Write `"nbf": "now + 30 s"` and `"exp": "now + 1 h"`, and send.',
      why: 'For nbf, and for iat, a skew does what it promises.',
      where: thenSend({ claim: 'nbf' }, passes),
      doIt: [{ do: 'edit', edit: all(setClaim('nbf', 'now + 30 s'), setClaim('exp', 'now + 1 h')) }, { do: 'send' }],
      check: (facts) => answered(facts, [expired, keyExpired, passes]),
    },
  ],
  ends: { status: 200, code: null },
};
