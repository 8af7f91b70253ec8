import { expect, test } from 'vitest';
import { guideHmacWorkspace } from '../../src/scenarios/guide-hmac';
import { encodeStd } from '../../src/go/base64';
import { readMaterial } from '../../src/keys/key-material';
import { spkiPem } from '../../src/keys/public-pem';
import { addressedApi } from '../../src/workspace/addressed-api';
import { setMember } from '../../src/workspace/json-edit';
import { judgeSignature, knownKeys } from '../../src/workspace/known-keys';
import { encodeToken } from '../../src/workspace/token';
import { newDocument, type NamedKey, type Workspace } from '../../src/workspace/workspace';
import { auth0, keyOf } from './providers/build';

const now = 1_790_000_000;
const rsa = keyOf(auth0);

async function tokenOf(header: string, key: NamedKey): Promise<string> {
  const draft = { kind: 'composed', header, payload: '{"sub":"u1"}', keyId: key.id, fault: null } as const;
  const made = await encodeToken(draft, [key], now);
  if (!made.ok) throw new Error(made.message);
  return made.text;
}

function secret(k: string): NamedKey {
  return { id: k, name: k, kid: '', use: 'sig', jwk: { kty: 'oct', k } };
}

/** The guide's workspace with an API that has this static source. */
function withSource(method: string, source: string): Workspace {
  const guide = guideHmacWorkspace();
  const draft = setMember(
    setMember(guide.apis[0]?.draft ?? '', ['jwt_source'], source),
    ['jwt_signing_method'],
    method,
  );
  return { ...guide, apis: [newDocument(draft)] };
}

async function fits(workspace: Workspace, token: string): Promise<readonly string[]> {
  const judged = await judgeSignature(token, knownKeys(workspace, addressedApi(workspace, null)));
  return judged.kind === 'fits' ? judged.keys.map(({ from, name }) => `${from}: ${name}`) : [judged.kind];
}

test('finds the workspace’s secret, and that it is the API’s', async () => {
  const token = await tokenOf('{"alg":"HS384"}', secret('dHlrMTIz'));
  expect(await fits(guideHmacWorkspace(), token)).toEqual(['workspace: Shared secret', 'api: the API’s key']);
});

test('finds that only the API has the key', async () => {
  const token = await tokenOf('{"alg":"HS256"}', secret('b3RoZXI'));
  expect(await fits(withSource('hmac', 'b3RoZXI='), token)).toEqual(['api: the API’s key']);
});

test('finds a provider’s key by its public half, and the API’s where it has the same as PEM', async () => {
  const token = await tokenOf('{"alg":"PS256"}', rsa);
  const { kty, n, e } = rsa.jwk;
  const read = readMaterial({ kty, n, e });
  if (!read.ok || read.material.kind === 'secret') throw new Error('The provider’s key is readable.');
  const pem = encodeStd(new TextEncoder().encode(spkiPem(read.material)));
  const world = { ...withSource('rsa', pem), providers: [auth0] };
  expect(await fits(world, token)).toEqual([`provider: ${rsa.name} of Auth0`, 'api: the API’s key']);
  expect(await fits({ ...world, keys: [rsa] }, token)).toContain(`workspace: ${rsa.name}`);
});

test('says when no key fits, and how many were of the kind', async () => {
  const token = await tokenOf('{"alg":"HS256"}', secret('b3RoZXI'));
  const world = guideHmacWorkspace();
  const known = knownKeys(world, addressedApi(world, null));
  expect(await judgeSignature(token, known)).toEqual({ kind: 'fits none', tried: 2, algorithm: 'HS256' });
  const rs256 = await tokenOf('{"alg":"RS256"}', rsa);
  expect(await judgeSignature(rs256, known)).toEqual({ kind: 'fits none', tried: 0, algorithm: 'RS256' });
});

test('tries nothing where there is nothing to try', async () => {
  expect(await judgeSignature('a.b', [])).toEqual({ kind: 'unreadable' });
  expect(await judgeSignature('eyJhbGciOiJub25lIn0.e30.', [])).toEqual({ kind: 'unsigned' });
});

test('passes over a key that cannot be read, and a source that is the address of a key set', () => {
  const broken: NamedKey = { id: 'x', name: 'x', kid: '', use: 'sig', jwk: { kty: 'RSA' } };
  const world = { ...withSource('rsa', encodeStd(new TextEncoder().encode('https://idp.test/jwks'))), keys: [broken] };
  expect(knownKeys(world, addressedApi(world, null))).toEqual([]);
});
