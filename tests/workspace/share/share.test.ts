import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeRawUrl, encodeStd } from '../../../src/go/base64';
import { freshState } from '../../../src/gateway/state';
import { makeNetwork } from '../../../src/mock/network';
import { scenarios } from '../../../src/scenarios/catalogue';
import { demoKey, demoSource } from '../../../src/scenarios/demo-keys';
import { guideHmacWorkspace } from '../../../src/scenarios/guide-hmac';
import { openScenario } from '../../../src/scenarios/open-scenario';
import { issueToken } from '../../../src/ui/scenarios/issue-token';
import { Evaluator, type Evaluation } from '../../../src/workspace/evaluate';
import { setMember } from '../../../src/workspace/json-edit';
import { setBehaviour } from '../../../src/workspace/providers';
import { longestLink, readLink, writeLink } from '../../../src/workspace/share/link';
import { share } from '../../../src/workspace/share/share';
import { writeStored, type StoredWorkspace } from '../../../src/workspace/stored/stored-workspace';
import { newDocument, type NamedKey, type Workspace } from '../../../src/workspace/workspace';
import { auth0 } from '../providers/build';
import { anyWorkspace } from '../stored/arbitrary-workspace';

const at = 1_800_000_000_000;

function evaluate(workspace: Workspace, now = at): Promise<Evaluation> {
  return new Evaluator(makeNetwork(() => workspace)).evaluate(workspace, freshState(), now);
}

async function sharedOf(workspace: Workspace, secrets: boolean): Promise<StoredWorkspace> {
  return share({ name: 'Mine', shown: await evaluate(workspace), secrets });
}

async function received(stored: StoredWorkspace): Promise<StoredWorkspace> {
  const read = await readLink(await writeLink(stored));
  if (!read.ok) throw new Error(read.problem);
  return read.value;
}

function secretKey(secret: string): NamedKey {
  const k = encodeRawUrl(new TextEncoder().encode(secret));
  return { id: 'k', name: `Secret “${secret}”`, kid: '', use: 'sig', jwk: { kty: 'oct', k } };
}

/** The guide's example with another secret, which is told all over the place. */
function told(secret: string): Workspace {
  const guide = guideHmacWorkspace();
  const source = encodeStd(new TextEncoder().encode(secret));
  const api = setMember(guide.apis[0]?.draft ?? '', ['jwt_source'], source);
  const key = secretKey(secret);
  return {
    ...guide,
    apis: [newDocument(setMember(api, ['note'], `the secret is ${secret}`), api)],
    policies: guide.policies.map(({ draft }) => newDocument(setMember(draft, ['meta_data', 'hint'], source), draft)),
    keys: [key],
    token: guide.token.kind === 'composed' ? { ...guide.token, keyId: key.id } : guide.token,
    request: {
      ...guide.request,
      path: `/orders/get?hint=${encodeURIComponent(secret)}`,
      headers: [
        { name: 'X-Hint', value: source, on: true },
        { name: 'X-Api-Key', value: secret, on: true },
      ],
      body: JSON.stringify({ secret, hint: secret }),
    },
  };
}

test('the secret of the guide’s example is nowhere in what is shared, and the answer is', async () => {
  const stored = await sharedOf(guideHmacWorkspace(), false);
  const text = writeStored(stored);
  for (const form of ['tyk123', 'dHlrMTIz', '74796b313233']) expect(text).not.toContain(form);
  expect(stored.shared?.leftOut).toEqual(['jwt_source of Orders', 'the secret “Shared secret”']);
  expect(stored.shared?.answer?.exchange.response?.status).toBe(200);
  expect(stored.workspace.token.kind).toBe('encoded');
  expect(stored.workspace.clock).toEqual({ runs: false, at });
  expect(await received(stored)).toEqual(stored);
});

test('with secrets the workspace goes along as it is', async () => {
  const workspace = guideHmacWorkspace();
  const stored = await sharedOf(workspace, true);
  expect(stored.workspace).toEqual(workspace);
  expect(stored.shared).toMatchObject({ secrets: true, leftOut: [] });
  expect(await received(stored)).toEqual(stored);
});

test('a secret that is told all over the place is nowhere in what is shared', async () => {
  const letters = fc.constantFrom(...('abcdefghijkmnpqrstuvwxyzABCDEFGH23456789 -_!"\\é'.match(/./gu) ?? []));
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: letters, minLength: 9, maxLength: 40 }), async (secret) => {
      const stored = await received(await sharedOf(told(secret), false));
      const text = writeStored(stored);
      const bytes = new TextEncoder().encode(secret);
      const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
      for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeStd(bytes), encodeRawUrl(bytes), hex]) {
        expect(text).not.toContain(form);
      }
    }),
    { numRuns: 100 },
  );
});

test('of key pairs the public half goes along, and what is judged by it is judged the same', async () => {
  const guide = guideHmacWorkspace();
  const key = demoKey('rsa');
  const source = demoSource('rsa');
  const draft = setMember(setMember(guide.apis[0]?.draft ?? '', ['jwt_source'], source), ['jwt_signing_method'], 'rsa');
  const workspace: Workspace = {
    ...guide,
    apis: [newDocument(draft, draft)],
    keys: [key],
    token: {
      kind: 'composed',
      header: '{"alg":"RS256"}',
      payload: '{"sub":"a","pol":"gold","exp":"now + 1 min"}',
      keyId: key.id,
      fault: null,
    },
  };
  const stored = await received(await sharedOf(workspace, false));
  expect(stored.workspace.keys.map(({ jwk }) => Object.keys(jwk).sort())).toEqual([['e', 'kty', 'n']]);
  expect(stored.workspace.apis[0]?.draft).toContain(source);
  const { clock } = stored.workspace;
  const again = await evaluate(stored.workspace, clock.runs ? 0 : clock.at);
  expect(again.exchange.response?.status).toBe(200);
  expect(again.exchange.trace.map(({ state }) => state)).toEqual(
    stored.shared?.answer?.exchange.trace.map(({ state }) => state),
  );
});

test('a text that is no JSON yet does not go along without secrets: nobody can tell what is one in it', async () => {
  const guide = guideHmacWorkspace();
  const [api] = guide.apis;
  if (api === undefined) throw new Error('The guide has an API.');
  const draft = api.draft.replace('"dHlrMTIz"', 'dHlrMTIz');
  const stored = await sharedOf({ ...guide, apis: [{ ...api, draft }, newDocument('{ secret')] }, false);
  expect(stored.workspace.apis).toHaveLength(1);
  expect(stored.workspace.apis[0]?.draft).toContain('"jwt_source": ""');
  expect(stored.shared?.leftOut).toContain('the unsaved text of Untitled, which is no JSON');
});

test('whatever is in a workspace, what is shared of it can be opened', async () => {
  await fc.assert(
    fc.asyncProperty(anyWorkspace, fc.boolean(), async (workspace, secrets) => {
      const stored = await sharedOf({ ...workspace, clock: { runs: false, at } }, secrets);
      expect(await received(stored)).toEqual(stored);
    }),
    { numRuns: 100 },
  );
});

test('no private key, secret or password of a scenario goes along, and nine of ten fit into an address', async () => {
  const sizes: number[] = [];
  for (const scenario of scenarios) {
    const workspace = await openScenario(scenario, at, (...asked) => issueToken(...asked, at));
    const stored = await sharedOf(workspace, false);
    const text = writeStored(stored);
    for (const { jwk } of [
      ...workspace.keys,
      ...workspace.providers.flatMap(({ keys }) => keys.map(({ key }) => key)),
    ]) {
      for (const secret of [jwk.k, jwk.d, jwk.p, jwk.dp]) {
        if (secret !== undefined) expect(text, scenario.id).not.toContain(secret);
      }
    }
    for (const { clients, users } of workspace.providers) {
      const words = [...clients.map(({ clientSecret }) => clientSecret), ...users.map(({ password }) => password)];
      for (const word of words) expect(text, scenario.id).not.toContain(word);
    }
    sizes.push((await writeLink(stored)).length);
  }
  sizes.sort((a, b) => a - b);
  expect(sizes[Math.floor(sizes.length * 0.9)]).toBeLessThan(longestLink);
});

test('a key set that somebody wrote is shared without the private half of its keys', async () => {
  const written = (text: string): Workspace => ({
    ...guideHmacWorkspace(),
    providers: [setBehaviour(auth0, { kind: 'own key set', text })],
  });
  const jwk = { kid: 'k', kty: 'EC', crv: 'P-256', x: 'xxxxxxxx', y: 'yyyyyyyy', d: 'the-private-half' };
  const shared = await sharedOf(written(JSON.stringify({ keys: [jwk] })), false);
  expect(shared.workspace.providers[0]?.behaviour).toEqual({
    kind: 'own key set',
    text: JSON.stringify({ keys: [{ ...jwk, d: '' }] }),
  });
  const cut = await sharedOf(written('{"keys": [{"d": "the-private-half"'), false);
  expect(cut.workspace.providers[0]?.behaviour).toEqual({ kind: 'own key set', text: '' });
});
