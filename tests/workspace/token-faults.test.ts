import { expect, test } from 'vitest';
import { freshState } from '../../src/gateway/state';
import { encodeStd } from '../../src/go/base64';
import { algorithm } from '../../src/keys/algorithms';
import { makeNetwork } from '../../src/mock/network';
import { guideHmacWorkspace } from '../../src/scenarios/guide-hmac';
import { Evaluator } from '../../src/workspace/evaluate';
import { setMember } from '../../src/workspace/json-edit';
import { addressesOf } from '../../src/workspace/providers/addresses';
import { faultDone, tokenFaults } from '../../src/workspace/token-faults';
import { decodeParts, encodeToken } from '../../src/workspace/token';
import { newDocument, type ComposedToken, type TokenFault, type Workspace } from '../../src/workspace/workspace';
import { auth0, keyOf } from './providers/build';

const at = 1_790_000_000_000;
const now = at / 1000;

/** The guide’s workspace with a token that ends in an hour. */
const hmac = (fault: TokenFault | null): Workspace => {
  const guide = guideHmacWorkspace();
  return {
    ...guide,
    token: { ...composed(guide), payload: '{"sub": "u1", "pol": "gold", "exp": "now + 1 h"}', fault },
  };
};

/** The same API with the key set of a provider, and a token of that provider’s key. */
const keySet = (fault: TokenFault | null): Workspace => {
  const guide = hmac(fault);
  const key = keyOf(auth0);
  const source = encodeStd(new TextEncoder().encode(addressesOf(auth0).keySet));
  const draft = setMember(setMember(guide.apis[0]?.draft ?? '', ['jwt_source'], source), ['jwt_signing_method'], 'rsa');
  const header = JSON.stringify({ alg: 'RS256', kid: key.kid });
  return {
    ...guide,
    apis: [newDocument(draft)],
    keys: [key],
    providers: [auth0],
    token: { ...composed(guide), header, keyId: key.id, fault },
  };
};

function composed({ token }: Workspace): ComposedToken {
  if (token.kind !== 'composed') throw new Error('The guide’s token is made from its parts.');
  return token;
}

async function refusalOf(workspace: Workspace): Promise<string | undefined> {
  const evaluator = new Evaluator(makeNetwork(() => workspace));
  const { exchange } = await evaluator.evaluate(workspace, freshState(), at);
  return exchange.trace.find(({ state }) => state === 'refused')?.refusal?.code;
}

test('without a fault both tokens pass, so what follows is due to the fault alone', async () => {
  expect(await refusalOf(hmac(null))).toBeUndefined();
  expect(await refusalOf(keySet(null))).toBeUndefined();
});

test.each(tokenFaults)('an API with a key set refuses: $title', async ({ fault, expects }) => {
  expect(await refusalOf(keySet(fault))).toBe(expects);
});

test.each(tokenFaults.filter(({ fault }) => !fault.startsWith('kid')))(
  'the guide’s API refuses: $title',
  async ({ fault, expects }) => {
    expect(await refusalOf(hmac(fault))).toBe(expects);
  },
);

test.each<TokenFault>(['kid missing', 'kid unknown'])(
  'an API with one secret does not look at it: %s',
  async (fault) => {
    expect(await refusalOf(hmac(fault))).toBeUndefined();
  },
);

test('mixes up the families with the public key as the secret, which an API for secrets would take', async () => {
  const attacked = keySet('other family');
  const made = await encodeToken(attacked.token, attacked.keys, now);
  if (!made.ok) throw new Error(made.message);
  expect(decodeParts(made.text).header).toBe(`{"alg":"HS256","kid":${JSON.stringify(keyOf(auth0).kid)}}`);
  const { jwk } = keyOf(auth0);
  const imported = await crypto.subtle.importKey(
    'jwk',
    { kty: 'RSA', n: jwk.n ?? '', e: jwk.e ?? '' },
    { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    true,
    ['verify'],
  );
  const der = encodeStd(new Uint8Array(await crypto.subtle.exportKey('spki', imported)));
  const pem = `-----BEGIN PUBLIC KEY-----\n${der.replace(/.{64}(?=.)/g, '$&\n')}\n-----END PUBLIC KEY-----\n`;
  const draft = setMember(hmac(null).apis[0]?.draft ?? '', ['jwt_source'], encodeStd(new TextEncoder().encode(pem)));
  expect(await refusalOf({ ...attacked, apis: [newDocument(draft)] })).toBeUndefined();
});

test('gives the same bad token for the same parts, so that looking twice is no change', async () => {
  for (const { fault } of tokenFaults) {
    const { token, keys } = keySet(fault);
    expect(await encodeToken(token, keys, now)).toBe(await encodeToken(token, keys, now));
  }
});

test('leaves a text that is no JSON as it was typed', async () => {
  const broken = hmac('expired');
  const made = await encodeToken({ ...composed(broken), payload: '{"sub": ' }, broken.keys, now);
  expect(made.ok && decodeParts(made.text).payload).toBe('{"sub": ');
});

test('says what was done, by the family that the header names', () => {
  expect(faultDone('other family', algorithm('HS256'))).toContain('RS256');
  expect(faultDone('other family', algorithm('ES256'))).toContain('PEM of the public key');
  expect(new Set(tokenFaults.map(({ fault }) => faultDone(fault, algorithm('HS256')))).size).toBe(tokenFaults.length);
});
