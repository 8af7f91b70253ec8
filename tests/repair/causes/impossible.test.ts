import { expect, test } from 'vitest';
import { refusalCodes } from '../../../src/gateway/refusals';
import { replayBefore, replayCase } from '../../../src/recordings/replay';
import { whyImpossible } from '../../../src/repair/causes/impossible';
import { recordedCases } from '../../gateway/recorded';
import { classic, oas, Scene, versioned } from '../../gateway/build';
import type { LoadedApi } from '../../../src/gateway/loaded-api';
import type { JsonObject } from '../../../src/go/json';

const files = ['01-guide', '03-keys', '04-claims', '05-policies', '06-request', '07-oas', '09-traps', '12-more'];

test.each(files)('%s: no refusal that was recorded is called impossible', { timeout: 60_000 }, async (file) => {
  const wrong: string[] = [];
  let looked = 0;
  for (const recorded of recordedCases(file)) {
    const gateways = [];
    for await (const { gateway } of replayBefore(recorded)) gateways.push(gateway.apis());
    let at = 0;
    for await (const { exchange } of replayCase(recorded)) {
      const apis = gateways[at++] ?? [];
      const code = exchange.trace.find(({ refusal }) => refusal !== undefined)?.refusal?.code;
      const id = exchange.trace[0]?.facts[0]?.place?.id;
      const api = apis.find(({ definition }) => definition.api_id === id);
      if (code === undefined || api === undefined) continue;
      looked++;
      const reason = whyImpossible(code, api);
      if (reason !== null) wrong.push(`${recorded.name}: ${code}: ${reason}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(looked).toBeGreaterThan(10);
});

function loaded(definition: JsonObject): LoadedApi {
  const api = new Scene([definition]).gateway.apis()[0];
  if (api === undefined) throw new Error('the API was not loaded');
  return api;
}

const impossible = (definition: JsonObject): readonly string[] => {
  const api = loaded(definition);
  return refusalCodes.filter((code) => whyImpossible(code, api) !== null);
};

test('a classic API has no rules for claims', () => {
  expect(impossible(classic())).toEqual(
    expect.arrayContaining([
      'issuer_refused',
      'audience_refused',
      'token_id_missing',
      'subject_refused',
      'custom_claim_refused',
    ]),
  );
  expect(whyImpossible('issuer_refused', loaded(classic()))).toBe('the API is classic, and has no such rule');
});

test('a rule that a scheme has is possible, and one that it has not is not', () => {
  const api = loaded(oas({ allowedIssuers: ['a'], jtiValidation: { enabled: true } }));
  expect(whyImpossible('issuer_refused', api)).toBeNull();
  expect(whyImpossible('token_id_missing', api)).toBeNull();
  expect(whyImpossible('audience_refused', api)).toBe('the scheme has no allowedAudiences');
});

test('where keys come from decides which of their refusals there are', () => {
  const secret = impossible(classic());
  expect(secret).toEqual(
    expect.arrayContaining([
      'kid_unknown',
      'key_set_unavailable',
      'key_of_token_unknown',
      'source_not_base64',
      'key_unreadable',
    ]),
  );
  const set = impossible(classic({ jwt_source: btoa('https://idp.test/keys') }));
  expect(set).not.toContain('kid_unknown');
  expect(set).toContain('key_of_token_unknown');
  const own = impossible(classic({ jwt_source: '' }));
  expect(own).not.toContain('key_of_token_unknown');
  expect(own).toEqual(expect.arrayContaining(['policy_unknown', 'identity_missing', 'scopes_unmapped']));
  expect(impossible(classic({ jwt_source: 'tyk123' }))).not.toContain('source_not_base64');
  expect(impossible(classic({ jwt_source: 'https://idp.test/keys' }))).not.toContain('source_not_base64');
});

test('a keyless API refuses no token, and one without JWT wants an auth token', () => {
  const keyless = impossible(classic({ use_keyless: true }));
  expect(keyless).toEqual(
    expect.arrayContaining(['token_missing', 'signature_invalid', 'key_expired', 'auth_key_missing']),
  );
  const off = impossible(classic({ enable_jwt: false }));
  expect(off).toContain('token_missing');
  expect(off).not.toContain('auth_key_missing');
});

test('versions are refused only where there are any', () => {
  expect(impossible(classic())).toEqual(
    expect.arrayContaining(['version_missing', 'version_unknown', 'version_not_granted']),
  );
  const api = impossible(versioned({ v1: { name: 'v1' } }));
  expect(api).not.toContain('version_missing');
  expect(api).toContain('version_ambiguous');
});
