import { expect, test } from 'vitest';
import { guideHmac, guideHmacWorkspace } from '../../../src/scenarios/guide-hmac';
import { convertDefinition } from '../../../src/workspace/convert';
import { applyImport } from '../../../src/workspace/import/apply-import';
import { recognise } from '../../../src/workspace/import/recognise';
import { isUnsaved, type Workspace } from '../../../src/workspace/workspace';
import { classic, policy } from '../../gateway/build';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1MSJ9.c2lnbmF0dXJl';

async function imported(workspace: Workspace, text: string): Promise<Workspace> {
  return applyImport(workspace, (await recognise(text)).parts);
}

test('adds a definition and a policy as they are, unsaved', async () => {
  const before = guideHmacWorkspace();
  const after = await imported(before, JSON.stringify([classic(), policy({ id: 'silver' })], null, 2));
  expect([after.apis.length, after.policies.length]).toEqual([2, 2]);
  expect(after.apis.map(isUnsaved)).toEqual([false, true]);
  expect(after.apis[0]).toBe(before.apis[0]);
});

test('replaces the definition of the same id, in either form, and keeps what the gateway has', async () => {
  const before = guideHmacWorkspace();
  const oas = convertDefinition(guideHmac.definition);
  if (!oas.ok) throw new Error(oas.error);
  const after = await imported(before, oas.text);
  expect(after.apis).toEqual([{ id: before.apis[0]?.id, saved: guideHmac.definition, draft: oas.text }]);
});

test('replaces the policy of the same id', async () => {
  const before = guideHmacWorkspace();
  const after = await imported(before, JSON.stringify({ gold: policy({ id: '' }) }));
  expect(after.policies).toHaveLength(1);
  expect(after.policies[0]?.saved).toBe(guideHmac.policy);
  expect(after.policies[0]?.draft).toContain('"id": "gold"');
});

test('adds a definition without an id beside others', async () => {
  const after = await imported(guideHmacWorkspace(), JSON.stringify(classic({ api_id: '' })));
  expect(after.apis).toHaveLength(2);
});

test('takes a token and leaves where the request carries it', async () => {
  const guide = guideHmacWorkspace();
  const before = { ...guide, request: { ...guide.request, token: { in: 'query', name: 'jwt' } as const } };
  const after = await imported(before, `Bearer ${token}`);
  expect([after.token, after.request]).toEqual([{ kind: 'encoded', text: token }, before.request]);
});

test('takes a request with its token', async () => {
  const after = await imported(
    guideHmacWorkspace(),
    `curl http://gw/orders/get -b a=1 -H 'Authorization: Bearer ${token}'`,
  );
  expect(after.token).toEqual({ kind: 'encoded', text: token });
  expect(after.request).toEqual({
    method: 'GET',
    path: '/orders/get',
    headers: [],
    cookies: [{ name: 'a', value: '1', on: true }],
    body: '',
    token: { in: 'header', name: 'Authorization', prefix: 'Bearer ' },
  });
});

test('adds a key once', async () => {
  const jwk = JSON.stringify({ kty: 'oct', k: 'c2VjcmV0', kid: 'k1' });
  const once = await imported(guideHmacWorkspace(), jwk);
  expect(once.keys.map(({ name }) => name)).toEqual(['Shared secret', 'k1']);
  expect((await imported(once, jwk)).keys).toBe(once.keys);
});

test('changes nothing for an answer of a gateway', async () => {
  const before = guideHmacWorkspace();
  expect(await imported(before, '{"error": "Key not authorized"}')).toBe(before);
});
