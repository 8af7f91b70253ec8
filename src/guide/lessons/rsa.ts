/** The guide's option 2: tokens that are signed with a private RSA key. */
import { algorithmOf, partText } from '../../workspace/signing';
import { textAt } from '../../workspace/fields/member';
import { isKeyOfApi } from '../../workspace/known-keys';
import type { Workspace } from '../../workspace/workspace';
import { fieldPath } from './api-field';
import { allSaved, answered, thenSend, when } from './checks';
import { editApi, giveApiPublicKey, saved, setField, makeRsaKey } from './edits';
import { example } from './example';
import { apiInHand, loadedApiInHand } from './facts';
import type { Lesson } from './lesson';
import { writeTypedSource, typedIn } from '../../workspace/fields/key-source';
import { withField } from './api-field';

/** The key of the workspace that the token is signed with; undefined for a pasted token. */
function signer({ token, keys }: Workspace) {
  return token.kind === 'composed' ? keys.find(({ id }) => id === token.keyId) : undefined;
}

async function withRsa(): Promise<Workspace> {
  return saved(giveApiPublicKey((await makeRsaKey())(example())));
}

/** The definition with its source as it would be typed. */
function rawSource(text: string): string {
  const path = fieldPath(text, 'key-source');
  return path === null ? text : withField(text, 'key-source', typedIn(textAt(text, path), 'base64'));
}

/** The definition with its source encoded once more. */
function twiceEncoded(text: string): string {
  const path = fieldPath(text, 'key-source');
  return path === null ? text : withField(text, 'key-source', writeTypedSource(textAt(text, path), 'base64'));
}

export const rsa: Lesson = {
  id: 'rsa',
  group: 'Setting up',
  title: 'Option 2: RSA public key',
  intro: 'Whoever issues tokens keeps the private key. The gateway has the public one, which can check and not sign.',
  beginsWith: 'the finished example of steps 1 to 6',
  start: () => example(),
  steps: [
    {
      id: 'pair',
      title: 'Make a key pair',
      text: 'Under Signed with press `New`, and choose `RSA key, 2048 bits`. It signs the token at once, with RS256.',
      why: 'It is what `openssl genrsa` makes in the guide; a pair from there can be pasted in the same menu.',
      where: () => ({ spot: 'new key' }),
      doIt: [{ do: 'make', make: makeRsaKey }],
      check: ({ workspace }) => {
        const row = algorithmOf(partText(workspace.token, 'header') ?? '');
        const isRsa = signer(workspace)?.jwk.kty === 'RSA' && (row?.family === 'rsa' || row?.family === 'rsa-pss');
        return when(
          isRsa,
          `The token is signed with ${row?.name ?? 'RSA'}.`,
          `The token is signed with ${row?.name ?? 'no algorithm'}.`,
        );
      },
    },
    {
      id: 'method',
      title: 'Choose RSA public key',
      text: 'In the API choose `RSA public key` as JWT Signing Method.',
      why: 'A method stands for a family: this one takes RS256 to RS512, and PS256 to PS512.',
      where: () => ({ field: 'signing-method' }),
      doIt: [{ do: 'edit', edit: setField('signing-method', 'rsa') }],
      check: ({ workspace }) => {
        const method = apiInHand(workspace)?.value.definition.jwt_signing_method ?? '';
        return when(
          method === 'rsa',
          'The definition says rsa.',
          `The definition says ${method === '' ? 'nothing' : method}.`,
        );
      },
      differences: [
        {
          guide: 'Wrong keys and methods give “Key not authorized”.',
          gateway: 'A token of another family has a text of its own: `Key not authorized: Unexpected signing method`.',
          trial: {
            label: 'Try HMAC (shared) with this token',
            situation: async () => saved(setField('signing-method', 'hmac')(await withRsa())),
            answers: { status: 403, code: 'signing_method_unexpected' },
            look: 'steps',
            see: 'The family is checked before any key is looked for.',
          },
        },
      ],
    },
    {
      id: 'public-key',
      title: 'Give the API the public key',
      text: 'In the Token column open `Keys`, then the pair, and press `Put into the API`. Or paste the PEM of its public half as Key source.',
      why: 'The definition then has what `openssl rsa -pubout` writes, in base64.',
      where: () => ({ spot: 'keys' }),
      doIt: [{ do: 'edit', edit: giveApiPublicKey }],
      check: ({ workspace }) => {
        const key = signer(workspace);
        const isIts = key !== undefined && isKeyOfApi(key, loadedApiInHand(workspace));
        return when(
          isIts,
          'It is the public half of the key that signs.',
          'The API has another key than the one that signs.',
        );
      },
      differences: [
        {
          guide: 'Paste your RSA public key in PEM format.',
          gateway:
            'The definition holds base64 of the PEM, which a form makes of it. A PEM that stands there as it is cannot be read.',
          trial: {
            label: 'Try the PEM as it is',
            situation: async () => saved(editApi(rawSource)(await withRsa())),
            answers: { status: 403, code: 'source_not_base64' },
            look: 'gateway log',
            see: 'The log has the whole PEM, and says that it is not base64.',
          },
        },
        {
          guide: 'It says nothing of a PEM that is encoded twice.',
          gateway: 'It decodes once. What it then has is no key: 403, and the client reads the same text.',
          trial: {
            label: 'Try it encoded twice',
            situation: async () => saved(editApi(twiceEncoded)(await withRsa())),
            answers: { status: 403, code: 'key_unreadable' },
            look: 'gateway log',
            see: 'The token is fine. The line with the error tells that the key is not.',
          },
        },
      ],
    },
    {
      id: 'update',
      title: 'Update',
      text: 'Press `Update`.',
      where: () => ({ spot: 'update' }),
      doIt: [{ do: 'update' }],
      check: (facts) => {
        const method = apiInHand(facts.workspace)?.value.definition.jwt_signing_method;
        return method === 'rsa' ? allSaved(facts) : { done: false, found: 'The API does not take RSA yet.' };
      },
    },
    {
      id: 'send',
      title: 'Send the request',
      text: 'Press `Send`.',
      where: thenSend({ spot: 'send' }, { code: null }),
      doIt: [{ do: 'send' }],
      check: (facts) =>
        answered(facts, [
          {
            code: null,
            and: ({ workspace }) =>
              signer(workspace)?.jwk.kty === 'RSA' ? null : 'The token that passed was not signed with RSA.',
          },
        ]),
    },
  ],
  ends: { status: 200, code: null },
};
