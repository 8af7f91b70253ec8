import { expect, test } from 'vitest';
import { freshState } from '../../src/gateway/state';
import { makeNetwork } from '../../src/mock/network';
import { findFixes, type Fix } from '../../src/repair/find-fixes';
import type { Situation } from '../../src/repair/situation';
import { guideHmacWorkspace } from '../../src/scenarios/guide-hmac';
import { Evaluator } from '../../src/workspace/evaluate';
import { setMember, type JsonPath } from '../../src/workspace/json-edit';
import { withDocument, type DocumentKind, type Workspace } from '../../src/workspace/workspace';
import type { JsonValue } from '../../src/go/json';

const at = 1_800_000_000_000;
const evaluator = new Evaluator(makeNetwork(() => guideHmacWorkspace()));

function situation(...edits: readonly ((workspace: Workspace) => Workspace)[]): Situation {
  const workspace = edits.reduce((before, edit) => edit(before), guideHmacWorkspace());
  return { workspace, state: freshState(), at };
}

const member =
  (kind: DocumentKind, path: JsonPath, value: JsonValue | undefined) =>
  (workspace: Workspace): Workspace =>
    withDocument(workspace, kind, workspace[kind][0]?.id ?? '', (document) => ({
      ...document,
      draft: setMember(document.draft, path, value),
    }));

const payload =
  (text: string) =>
  (workspace: Workspace): Workspace =>
    workspace.token.kind === 'composed' ? { ...workspace, token: { ...workspace.token, payload: text } } : workspace;

const words = (fixes: readonly Fix[]): string[] =>
  fixes.map(({ changes }) => changes.map((change) => change.words).join(' · '));

test('finds nothing to fix where nothing is refused', async () => {
  expect(await findFixes(evaluator, situation())).toEqual([]);
});

test('offers to sign an expired token again, and to move the clock', async () => {
  const expired = situation(payload(`{"sub": "u1", "pol": "gold", "exp": ${at / 1000 - 60}}`));
  expect(words(await findFixes(evaluator, expired))).toEqual([
    'Set exp to now + 1 h and sign again',
    'Move the gateway clock to 2027-01-15T07:58:59Z',
  ]);
});

test('offers the token’s family for the API, and the API’s family for the token', async () => {
  const fixes = words(await findFixes(evaluator, situation(member('apis', ['jwt_signing_method'], 'rsa'))));
  expect(fixes).toContain('Set JWT Signing Method to hmac');
});

test('offers to encode a secret that was typed in as it is', async () => {
  const fixes = words(await findFixes(evaluator, situation(member('apis', ['jwt_source'], 'tyk123'))));
  expect(fixes.some((fix) => /encode|base64/i.test(fix))).toBe(true);
});

test('finds the changes that help only together', async () => {
  const broken = situation(
    member('apis', ['jwt_source'], 'dHlrMTI0'),
    member('policies', ['is_inactive'], true),
    payload('{"sub": "u1", "pol": "nobody", "exp": 5}'),
  );
  const [first] = await findFixes(evaluator, broken);
  expect(first?.changes.length).toBeGreaterThan(1);
  expect(first?.evaluation.exchange.response?.status).toBe(200);
});

test('says of a change that widens access whom it lets in, and offers it last', async () => {
  const fixes = await findFixes(evaluator, situation(member('policies', ['access_rights'], { other: {} })));
  const widening = fixes.map(({ changes }) => changes.some(({ widens }) => widens !== null));
  expect(widening).toContain(true);
  expect(widening.slice(widening.indexOf(true))).not.toContain(false);
});

test('offers nothing that does not pass', async () => {
  const refused = [
    situation(member('apis', ['proxy', 'listen_path'], '/elsewhere/')),
    situation(payload('{"sub": "", "pol": "gold"}')),
    situation(payload('{"pol": 5}')),
    situation(member('apis', ['jwt_signing_method'], 'ecdsa')),
    situation(member('policies', ['org_id'], 'other')),
    situation(member('policies', ['rate'], 0), member('policies', ['quota_max'], 1)),
  ];
  for (const start of refused) {
    for (const { situation: after } of await findFixes(evaluator, start)) {
      const { exchange } = await evaluator.evaluate(after.workspace, after.state, after.at);
      expect(exchange.response?.status).toBe(200);
    }
  }
});

test('leaves the situation that it starts from as it was', async () => {
  const start = situation(payload('{"sub": "u1"}'));
  const before = JSON.stringify(start.workspace);
  await findFixes(evaluator, start);
  expect(JSON.stringify(start.workspace)).toBe(before);
  expect(start.state).toEqual(freshState());
});
