import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../src/go/json';
import { freshState } from '../../src/gateway/state';
import { encodeStd } from '../../src/go/base64';
import { makeNetwork } from '../../src/mock/network';
import { guideHmacWorkspace } from '../../src/scenarios/guide-hmac';
import { applyPreset as apply, isPreset, tokenPresets, type TokenPreset } from '../../src/scenarios/token-presets';
import { addressedApi } from '../../src/workspace/addressed-api';
import { explainClaims } from '../../src/workspace/claims/explain-claims';
import { Evaluator } from '../../src/workspace/evaluate';
import { isCleanJson, memberAt, setMember } from '../../src/workspace/json-edit';
import { addressesOf } from '../../src/workspace/providers/addresses';
import { encodeToken } from '../../src/workspace/token';
import { newDocument, type Workspace } from '../../src/workspace/workspace';
import { auth0, keyOf } from '../workspace/providers/build';

const at = 1_790_000_000_000;

/** The guide's workspace with the key of a provider beside the secret. */
function start(): Workspace {
  const guide = guideHmacWorkspace();
  return { ...guide, keys: [...guide.keys, keyOf(auth0)], providers: [auth0] };
}

/** The API that a preset asks for: the key source that fits its algorithm, and its own members. */
function fitted(workspace: Workspace, preset: TokenPreset): Workspace {
  const alg = memberAt(preset.header, ['alg']);
  const keySet = encodeStd(new TextEncoder().encode(addressesOf(auth0).keySet));
  const sources: Readonly<Record<string, JsonValue>> =
    alg === 'RS256' && memberAt(preset.header, ['kid']) !== undefined
      ? { jwt_signing_method: 'rsa', jwt_source: keySet }
      : preset.secret === undefined
        ? {}
        : { jwt_source: encodeStd(new TextEncoder().encode(preset.secret.text)) };
  const draft = Object.entries({ ...sources, ...preset.api }).reduce(
    (text, [name, value]) => setMember(text, [name], value),
    workspace.apis[0]?.draft ?? '',
  );
  return { ...workspace, apis: [newDocument(draft)] };
}

function applyPreset(workspace: Workspace, preset: TokenPreset): Workspace {
  return apply(workspace, preset, addressedApi(workspace, null));
}

async function refusalOf(workspace: Workspace): Promise<string | null> {
  const { exchange } = await new Evaluator(makeNetwork(() => workspace)).evaluate(workspace, freshState(), at);
  return exchange.trace.find(({ state }) => state === 'refused')?.refusal?.code ?? null;
}

describe.each(tokenPresets)('$title', (preset) => {
  test('is JSON that the editor shows as it is written', () => {
    for (const text of [preset.header, preset.payload]) {
      expect(isCleanJson(text)).toBe(true);
      expect(JSON.stringify(JSON.parse(text), null, 2)).toBe(text);
    }
  });

  test('has the answer that it states from the guide’s API', async () => {
    expect(await refusalOf(applyPreset(start(), preset))).toBe(preset.expects);
  });

  test('is told apart from every other', () => {
    const applied = applyPreset(start(), preset);
    expect(tokenPresets.filter((each) => isPreset(applied, each))).toEqual([preset]);
  });
});

test.each(tokenPresets.filter(({ id }) => id !== 'guide-rsa'))(
  '$title passes an API as it asks for',
  async (preset) => {
    expect(await refusalOf(fitted(applyPreset(start(), preset), preset))).toBeNull();
  },
);

test('the RSA token of the guide passes an API that has the public key', async () => {
  const preset = tokenPresets.find(({ id }) => id === 'guide-rsa');
  if (preset === undefined) throw new Error('The guide has an RSA token.');
  const applied = applyPreset(start(), preset);
  const { spkiPem } = await import('../../src/keys/public-pem');
  const { readMaterial } = await import('../../src/keys/key-material');
  const { kty, n, e } = keyOf(auth0).jwk;
  const read = readMaterial({ kty, n, e });
  if (!read.ok || read.material.kind === 'secret') throw new Error('The key is readable.');
  const source = encodeStd(new TextEncoder().encode(spkiPem(read.material)));
  const draft = setMember(
    setMember(applied.apis[0]?.draft ?? '', ['jwt_signing_method'], 'rsa'),
    ['jwt_source'],
    source,
  );
  expect(await refusalOf({ ...applied, apis: [newDocument(draft)] })).toBeNull();
});

test('the sample is jwt.io’s, letter by letter', async () => {
  const preset = tokenPresets.find(({ id }) => id === 'jwt-io');
  if (preset === undefined) throw new Error('There is a sample of jwt.io.');
  const { token, keys } = applyPreset(guideHmacWorkspace(), preset);
  expect(await encodeToken(token, keys, at / 1000)).toEqual({
    ok: true,
    text:
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.' +
      'eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiYWRtaW4iOnRydWUsImlhdCI6MTUxNjIzOTAyMn0.' +
      'KMUFsIDTnFmyG3nMiGM6H9FNFUROf3wh7SmqJp-QV30',
  });
});

test('brings its secret once, and the guide’s token is signed with the API’s all the same', () => {
  const [guide, rsa] = tokenPresets;
  const sample = tokenPresets.find(({ secret }) => secret !== undefined);
  if (guide === undefined || rsa === undefined || sample === undefined) throw new Error('There are such presets.');
  const twice = applyPreset(applyPreset(start(), sample), sample);
  expect(twice.keys.map(({ name }) => name)).toEqual(['Shared secret', keyOf(auth0).name, 'jwt.io secret']);
  const back = applyPreset(twice, guide);
  expect(back.token.kind === 'composed' && back.token.keyId).toBe(twice.keys[0]?.id);
  const withoutKey = applyPreset(guideHmacWorkspace(), rsa);
  expect(withoutKey.token.kind === 'composed' && withoutKey.token.keyId).toBeNull();
});

test('names a policy of the workspace where that has not the preset’s own', () => {
  const silver = setMember(guideHmacWorkspace().policies[0]?.draft ?? '', ['id'], 'silver');
  const workspace = { ...start(), policies: [newDocument(silver)] };
  for (const preset of tokenPresets) {
    const applied = applyPreset(workspace, preset);
    if (applied.token.kind !== 'composed') throw new Error('A preset is a token that is made here.');
    if (preset.policy === undefined) expect(applied.token.payload).toBe(preset.payload);
    else expect(memberAt(applied.token.payload, preset.policy)).toBe('silver');
    expect(isPreset(applied, preset)).toBe(true);
  }
});

test('no preset has a time that is wrong by itself', () => {
  for (const preset of tokenPresets) {
    const workspace = fitted(start(), preset);
    const remarks = explainClaims(workspace, preset.payload, addressedApi(workspace, null), at / 1000, 'UTC');
    expect(
      remarks.filter(({ path, tone }) => tone === 'bad' && ['exp', 'nbf', 'iat'].includes(String(path[0]))),
    ).toEqual([]);
  }
});
