/** The guide's step 3, looked at more closely: when a default policy counts. */
import type { Evaluation } from '../../workspace/evaluate';
import { memberAt } from '../../workspace/json-edit';
import { partText } from '../../workspace/signing';
import { answered, thenSend, when, type Awaited } from './checks';
import { addPolicy, saved, setClaim, setField } from './edits';
import { example } from './example';
import { savedPolicies } from './facts';
import type { Lesson } from './lesson';

/** The policy that a request's token named; undefined when it named none. */
function named({ workspace }: Evaluation): unknown {
  return memberAt(partText(workspace.token, 'payload') ?? '', ['pol']);
}

function applied({ exchange }: Evaluation): string {
  return (exchange.session?.apply_policies ?? []).join(', ');
}

const byDefault: Awaited = {
  code: null,
  and: (entry) => (named(entry) === undefined ? null : 'It passed with the policy that its token names.'),
};
const silverAlone: Awaited = {
  code: null,
  and: (entry) => (applied(entry) === 'silver' ? null : `It passed with ${applied(entry)}.`),
};
const unknown: Awaited = { code: 'policy_unknown' };

export const defaultPolicy: Lesson = {
  id: 'default-policy',
  group: 'Setting up',
  title: 'Step 3: what a default policy does',
  intro: 'The guide calls it a baseline for all tokens. See what it is for, and what it is not.',
  beginsWith: 'the finished example, whose default policy is gold',
  start: () => example(),
  steps: [
    {
      id: 'without',
      title: 'Send a token that names no policy',
      text: 'Take the line with `pol` out of the payload, and send.',
      why: 'This is what the default is for. Without one such a token is refused.',
      where: thenSend({ claim: 'pol' }, byDefault),
      doIt: [{ do: 'edit', edit: setClaim('pol', undefined) }, { do: 'send' }],
      check: (facts) => answered(facts, [byDefault]),
    },
    {
      id: 'second',
      title: 'Add a second policy',
      text: 'Add a policy Silver that opens the API, and save it.',
      where: () => ({ spot: 'add policy' }),
      doIt: [{ do: 'edit', edit: addPolicy('Silver') }, { do: 'update' }],
      check: ({ workspace }) => {
        const has = savedPolicies(workspace).some(({ value }) => value.id === 'silver');
        return when(has, 'The policy silver is saved.', 'There is no saved policy silver.');
      },
    },
    {
      id: 'named',
      title: 'Send a token that names it',
      text: 'Write `"pol": "silver"` into the payload, and send. Then look at the session.',
      why: 'The session has silver and nothing else: gold is not added.',
      where: thenSend({ claim: 'pol' }, silverAlone),
      doIt: [{ do: 'edit', edit: setClaim('pol', 'silver') }, { do: 'send' }],
      check: (facts) => answered(facts, [byDefault, silverAlone]),
      differences: [
        {
          guide: 'All authenticated requests have the default’s access as a baseline.',
          gateway: 'With scopes mapped to policies, the default is dropped as soon as one of them is found.',
          trial: {
            label: 'Try a mapped scope',
            situation: () =>
              saved(
                [
                  addPolicy('Silver'),
                  setField('scope-claim', 'scope'),
                  setField('scope-mapping', { silver: 'silver' }),
                  setClaim('pol', undefined),
                  setClaim('scope', 'silver'),
                ].reduce((workspace, edit) => edit(workspace), example()),
              ),
            then: [{ do: 'send' }],
            answers: { status: 200, code: null },
            look: 'sessions',
            see: 'The session has silver alone, though gold is the default.',
          },
        },
      ],
    },
    {
      id: 'wrong',
      title: 'Send a token that names no such policy',
      text: 'Write `"pol": "platinum"`, and send.',
      why: 'A wrong name is refused. The default does not step in.',
      where: thenSend({ claim: 'pol' }, unknown),
      doIt: [{ do: 'edit', edit: setClaim('pol', 'platinum') }, { do: 'send' }],
      check: (facts) => answered(facts, [byDefault, silverAlone, unknown]),
    },
    {
      id: 'right',
      title: 'Name one that is there',
      text: 'Write `"pol": "gold"`, and send.',
      where: thenSend({ claim: 'pol' }, { code: null }),
      doIt: [{ do: 'edit', edit: setClaim('pol', 'gold') }, { do: 'send' }],
      check: (facts) => answered(facts, [byDefault, silverAlone, unknown, { code: null }]),
    },
  ],
  ends: { status: 200, code: null },
};
