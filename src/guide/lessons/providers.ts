/** The guide's option 3 and its two identity providers: keys that the gateway fetches from a JWKS URL. */
import { decodeStd } from '../../go/base64';
import { decodeUtf8 } from '../../go/utf8';
import type { Provider } from '../../workspace/providers';
import { addressesOf } from '../../workspace/providers/addresses';
import { newAuth0, newKeycloak, newPlain } from '../../workspace/providers/new-provider';
import type { Workspace } from '../../workspace/workspace';
import { allSaved, answered, thenSend, when } from './checks';
import { all, saved, setField, setKeySource } from './edits';
import { example } from './example';
import { apiInHand, claimOf, type Facts } from './facts';
import type { Action, Difference, Edit, Lesson, Step } from './lesson';

type Shape = Provider['shape'];

/** What differs from one lesson to the next. */
interface Words {
  readonly id: string;
  readonly group: Lesson['group'];
  readonly title: string;
  readonly intro: string;
  readonly add: string;
  readonly addText: string;
  readonly addWhy: string;
  readonly address: string;
}

const words: Readonly<Record<Shape, Words>> = {
  plain: {
    id: 'jwks',
    group: 'Setting up',
    title: 'Option 3: JWKS URL',
    intro:
      'The gateway fetches the keys from the server that issues the tokens, and picks the one that a token names in `kid`.',
    add: 'Add a server that issues tokens',
    addText: 'Open `Providers`, press `Add other provider`, let its tokens name the policy gold, and press Save.',
    addWhy: 'It publishes its public keys at its JWKS URL, and issues tokens, inside this page.',
    address: 'https://your-auth-server/.well-known/jwks.json',
  },
  auth0: {
    id: 'auth0',
    group: 'Identity providers',
    title: 'Auth0',
    intro: 'Auth0 issues the tokens, and publishes its keys under the domain of the tenant.',
    add: 'Create an API in Auth0',
    addText:
      'Open `Providers`, press `Add Auth0 tenant`, let its tokens name the policy gold, and press Save. It comes with an API, and with clients for it.',
    addWhy: 'Real Auth0 puts no `pol` into its tokens by itself: there an Action adds the claim.',
    address: 'https://YOUR_AUTH0_DOMAIN/.well-known/jwks.json',
  },
  keycloak: {
    id: 'keycloak',
    group: 'Identity providers',
    title: 'Keycloak',
    intro: 'Keycloak issues the tokens, and publishes its keys under the address of the realm.',
    add: 'Create a realm and a client',
    addText:
      'Open `Providers`, press `Add Keycloak realm`, let its tokens name the policy gold, and press Save. It comes with two clients.',
    addWhy: 'In real Keycloak a mapper of the client adds `pol` to its tokens.',
    address: 'https://YOUR_KEYCLOAK_URL/realms/YOUR_REALM/protocol/openid-connect/certs',
  },
};

/** Makes a provider as the panel does, under the names that it suggests. */
async function makeProvider(shape: Shape, now: number): Promise<Edit> {
  const wanted = { policy: 'gold', now };
  const make = {
    plain: () => newPlain({ ...wanted, name: 'Provider', host: 'id.test' }),
    auth0: () => newAuth0({ ...wanted, name: 'Auth0', host: 'your-tenant.auth0.test' }),
    keycloak: () => newKeycloak({ ...wanted, name: 'Keycloak', host: 'keycloak.test', realm: 'orders' }),
  };
  const made = await make[shape]();
  return (workspace) => ({ ...workspace, providers: [...workspace.providers, made] });
}

function providerOf({ providers }: Workspace, shape: Shape): Provider | undefined {
  return providers.find((provider) => provider.shape === shape);
}

/** Uses the provider's JWKS URL as the API's key source. */
function useKeySet(shape: Shape): Edit {
  return (workspace: Workspace): Workspace => {
    const provider = providerOf(workspace, shape);
    if (provider === undefined) return workspace;
    return setKeySource({ kind: 'key set', method: 'rsa', url: addressesOf(provider).keySet })(workspace);
  };
}

const usualGrant = 'client_credentials';
const getToken = (shape: Shape): Action => ({ do: 'get token', from: shape, grant: usualGrant });

/** The URL of the key set that the API has, as far as it is stored in base64. */
function keySetOf(workspace: Workspace): string {
  const source = apiInHand(workspace)?.value.definition.jwt_source ?? '';
  const decoded = decodeStd(source);
  return decoded.ok ? decodeUtf8(decoded.bytes) : '';
}

/** The provider's JWKS URL, where the API has it: as its source, or in the list of a Tyk OAS document. */
function keySetInUse(workspace: Workspace, shape: Shape): string | null {
  const provider = providerOf(workspace, shape);
  const api = apiInHand(workspace);
  if (provider === undefined || api === null) return null;
  const { keySet } = addressesOf(provider);
  const { definition, oas } = api.value;
  const isListed = oas !== null && definition.jwt_jwks_uris?.some(({ url }) => url === keySet) === true;
  return isListed || keySetOf(workspace) === keySet ? keySet : null;
}

/** The example with the provider, and with its JWKS URL as the API has it in the end; changed, and saved. */
async function withKeySet(shape: Shape, now: number, change: Edit): Promise<Workspace> {
  return saved(all(await makeProvider(shape, now), useKeySet(shape), change)(example()));
}

function rawUrlDifference(shape: Shape): Difference {
  return {
    guide: `As public key: \`${words[shape].address}\`.`,
    gateway:
      'The definition holds base64 of the URL. Written raw, the first request passes, and those after it are refused for as long as the key set is cached.',
    trial: {
      label: 'Try the raw URL',
      situation: (now) => withKeySet(shape, now, (workspace) => setField('key-source', keySetOf(workspace))(workspace)),
      then: [getToken(shape), { do: 'send' }],
      answers: { status: 403, code: 'source_not_base64' },
      look: 'steps',
      see: 'The history has one request, and it passed. The next one, with the same token, is refused.',
    },
  };
}

const methodDifference: Difference = {
  guide: 'Select JWKS URL as the signing method.',
  gateway: 'A JWKS URL is a key source. The signing method is still that of the tokens: here `rsa`.',
  trial: {
    label: 'Try HMAC (shared) with the URL',
    situation: (now) => withKeySet('plain', now, setField('signing-method', 'hmac')),
    then: [getToken('plain')],
    answers: { status: 403, code: 'signing_method_unexpected' },
    look: 'steps',
    see: 'The key set is not even fetched.',
  },
};

/** Whether the token is one of the provider: its issuer says so. */
function isIssued({ workspace }: Facts, shape: Shape): boolean {
  const provider = providerOf(workspace, shape);
  return provider !== undefined && claimOf(workspace, 'iss') === addressesOf(provider).issuer;
}

function stepsOf(shape: Shape): readonly Step[] {
  const { add, addText, addWhy } = words[shape];
  return [
    {
      id: 'provider',
      title: add,
      text: addText,
      why: addWhy,
      where: () => ({ spot: 'providers' }),
      doIt: [{ do: 'make', make: (now) => makeProvider(shape, now) }],
      check: ({ workspace }) => {
        const provider = providerOf(workspace, shape);
        return provider === undefined
          ? { done: false, found: 'There is none yet.' }
          : { done: true, found: `${provider.name} answers at ${provider.host}.` };
      },
    },
    {
      id: 'source',
      title: 'Use its JWKS URL as the key source',
      text: 'Press `Use as the API’s key source`. Signing method and key source of the API change together.',
      why: 'A key that is changed at the provider needs no change here. The gateway keeps what it fetched for 240 seconds.',
      where: () => ({ spot: 'provider as key source' }),
      doIt: [{ do: 'edit', edit: useKeySet(shape) }],
      check: ({ workspace }) => {
        const url = keySetInUse(workspace, shape);
        if (url === null) return { done: false, found: 'The API has another key source.' };
        const method = apiInHand(workspace)?.value.definition.jwt_signing_method ?? '';
        return when(method === 'rsa', `The API has ${url}, and rsa.`, `The API has the URL, but the method ${method}.`);
      },
      differences: shape === 'plain' ? [methodDifference, rawUrlDifference(shape)] : [rawUrlDifference(shape)],
    },
    {
      id: 'update',
      title: 'Update',
      text: 'Press `Update` below the API’s form.',
      where: () => ({ spot: 'update' }),
      doIt: [{ do: 'update' }],
      check: (facts) =>
        keySetInUse(facts.workspace, shape) === null
          ? { done: false, found: 'The API has another key source.' }
          : allSaved(facts),
    },
    {
      id: 'token',
      title: 'Get a token',
      text: 'In `Providers`, under Get a token, press `Get a token`. It goes into the Token column.',
      why: 'It is a real request to the token endpoint, as a client of the provider makes it.',
      where: () => ({ spot: 'get token' }),
      doIt: [getToken(shape)],
      check: (facts) =>
        when(
          isIssued(facts, shape),
          `The token is from ${providerOf(facts.workspace, shape)?.name ?? 'the provider'}.`,
          'The token is not from the provider yet.',
        ),
    },
    {
      id: 'send',
      title: 'Send the request',
      text: 'Press `Send`.',
      why: 'The gateway fetches the key set, finds the key by its `kid`, checks the signature, then the rest as always.',
      where: thenSend({ spot: 'send' }, { code: null }),
      doIt: [{ do: 'send' }],
      check: (facts) =>
        answered(facts, [
          {
            code: null,
            and: ({ workspace }) =>
              isIssued({ ...facts, workspace }, shape) ? null : 'The token that passed was not from the provider.',
          },
        ]),
    },
  ];
}

function lessonOf(shape: Shape): Lesson {
  const { id, group, title, intro } = words[shape];
  return {
    id,
    group,
    title,
    intro,
    beginsWith: 'the finished example of steps 1 to 6',
    start: () => example(),
    steps: stepsOf(shape),
    ends: { status: 200, code: null },
  };
}

export const jwks = lessonOf('plain');
export const auth0 = lessonOf('auth0');
export const keycloak = lessonOf('keycloak');
