/** The guide's “Debugging Tips”, on a setup with three faults. */
import { readTypedSource } from '../../workspace/fields/key-source';
import type { Workspace } from '../../workspace/workspace';
import { answered, signatureFits, thenSend, when, type Awaited } from './checks';
import { all, setClaim, setField, setHeader, setKeySource, setSecret, signWithApiKey } from './edits';
import { example } from './example';
import { apiInHand } from './facts';
import type { Lesson } from './lesson';

/** The API fetches keys from a host that nobody has, and the token names its policy with a capital letter. */
const start = (): Workspace =>
  example(
    setKeySource({ kind: 'key set', method: 'hmac', url: 'https://login.example/jwks.json' }),
    setHeader('kid', 'key-1'),
    setClaim('pol', 'Gold'),
  );

const unavailable: Awaited = { code: 'key_set_unavailable' };
const unknown: Awaited = { code: 'policy_unknown' };
const passes: Awaited = { code: null };

export const debugging: Lesson = {
  id: 'debugging',
  group: 'Debugging tips',
  title: 'A request that is refused, and why',
  intro: 'The guide’s four tips, on an API that somebody else set up. There is more than one fault.',
  beginsWith: 'an API and a token that are not right',
  start,
  steps: [
    {
      id: 'log',
      part: 'Tip 1: check the logs of the gateway',
      title: 'Send it, and read the log',
      text: 'Press `Send`, and open `Gateway log`.',
      why: 'The client reads “Key not authorized”. The log says that the key set could not be fetched.',
      where: thenSend({ spot: 'send' }, unavailable),
      doIt: [{ do: 'send' }],
      check: (facts) => answered(facts, [unavailable]),
      differences: [
        {
          guide: 'The logs have detailed error messages.',
          gateway:
            'For exp, iat and nbf it logs nothing above debug. Only the access log, where it is on, has a line, with a flag such as TKE.',
          trial: {
            label: 'Try an expired token',
            situation: () => example(setClaim('exp', 'now - 1 h')),
            answers: { status: 401, code: 'token_expired' },
            look: 'gateway log',
            see: 'Take the access log away, and nothing is left.',
          },
        },
      ],
    },
    {
      id: 'simple',
      part: 'Tip 4: test with a simpler configuration',
      title: 'Take a shared secret',
      text: 'As Key source choose `Secret`, enter `tyk123`, and press `Update`. The token is signed with it.',
      why: 'Without a key set, without a network: what is wrong now is wrong somewhere else.',
      where: ({ workspace }) => {
        const api = apiInHand(workspace);
        const source = readTypedSource(api?.value.definition.jwt_source ?? '');
        return source?.kind === 'secret' ? { spot: 'update' } : { field: 'key-source' };
      },
      doIt: [{ do: 'edit', edit: all(setField('signing-method', 'hmac'), setSecret('tyk123')) }, { do: 'update' }],
      check: (facts) => {
        const api = apiInHand(facts.workspace);
        if (api === null || api.document.saved !== api.document.draft)
          return { done: false, found: 'The API is not saved.' };
        const source = readTypedSource(api.value.definition.jwt_source);
        return when(source?.kind === 'secret', 'The API has a secret.', 'The API has a JWKS URL.');
      },
    },
    {
      id: 'structure',
      part: 'Tip 2: verify the structure of the token',
      title: 'Look at the token, and sign it',
      text: 'The Token column decodes what the guide pastes into jwt.io. See that it is signed with the secret of the API, then send.',
      why: 'Signature and times pass, so the token itself is good. What refuses it now is a policy.',
      where: thenSend({ spot: 'signing key' }, unknown),
      doIt: [{ do: 'edit', edit: signWithApiKey }, { do: 'send' }],
      check: (facts) => {
        const sent = answered(facts, [unavailable, unknown]);
        const fits = signatureFits(facts);
        return sent.done || fits.done ? sent : fits;
      },
    },
    {
      id: 'ids',
      part: 'Tip 3: compare the ids of policies',
      title: 'Compare the policy ids',
      text: 'The payload says `Gold`, the policy is `gold`. Make them one, and send.',
      why: 'Ids are compared letter for letter, blanks included.',
      where: thenSend({ claim: 'pol' }, passes),
      doIt: [{ do: 'edit', edit: setClaim('pol', 'gold') }, { do: 'send' }],
      check: (facts) => answered(facts, [unavailable, unknown, passes]),
    },
  ],
  ends: { status: 200, code: null },
};
