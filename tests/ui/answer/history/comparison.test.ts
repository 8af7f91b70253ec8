import { expect, test } from 'vitest';
import { freshState } from '../../../../src/gateway/state';
import { makeNetwork } from '../../../../src/mock/network';
import { guideHmacWorkspace } from '../../../../src/scenarios/guide-hmac';
import {
  compareRequests,
  isSame,
  type Compared,
  type ComparedPart,
} from '../../../../src/ui/answer/history/comparison';
import { Evaluator } from '../../../../src/workspace/evaluate';
import { setMember } from '../../../../src/workspace/json-edit';
import type { Workspace } from '../../../../src/workspace/workspace';

const at = Date.UTC(2026, 8, 21, 14, 13, 20);
const guide = guideHmacWorkspace();
const network = makeNetwork(() => ({ providers: [] }));

const asked = (workspace: Workspace, when = at): Promise<Compared> =>
  new Evaluator(network).evaluate(workspace, freshState(), when);

function withClaim(name: string, value: string | number): Workspace {
  if (guide.token.kind !== 'composed') throw new Error('The guide’s token is made from its parts.');
  return { ...guide, token: { ...guide.token, payload: setMember(guide.token.payload, [name], value) } };
}

const titles = (parts: readonly ComparedPart[]): readonly string[] =>
  parts.filter((part) => !isSame(part)).map(({ title }) => title);

function part(parts: readonly ComparedPart[], title: string): ComparedPart {
  const found = parts.find((each) => each.title === title);
  if (found === undefined) throw new Error(`there is no part ${title}`);
  return found;
}

test('finds nothing between a request and itself, sent later', async () => {
  expect(titles(compareRequests(await asked(guide), await asked(guide, at + 5000)))).toEqual([]);
});

test('tells claims, answer, body, session and log of an expired token apart, but no header: the token has its own parts', async () => {
  const parts = compareRequests(await asked(guide), await asked(withClaim('exp', at / 1000 - 60)));
  expect(titles(parts)).toEqual([
    'Token payload',
    'Token signature',
    'Answer',
    'Response body',
    'Session',
    'Gateway log',
  ]);
  expect(part(parts, 'Token payload')).toMatchObject({
    differences: [{ name: 'exp', first: null, second: String(at / 1000 - 60) }],
  });
  const answer = part(parts, 'Answer');
  const differences = answer.kind === 'values' ? answer.differences : [];
  expect(differences).toContainEqual({ name: 'status', first: '200', second: '401' });
  expect(differences).toContainEqual({ name: 'reason', first: null, second: 'token_expired' });
});

test('tells requests apart by method, path, headers and body', async () => {
  const headers = [{ name: 'X-Trace', value: '1', on: true }];
  const request = { ...guide.request, method: 'POST', path: '/orders/get?x=1', headers, body: 'hello' };
  const parts = compareRequests(await asked(guide), await asked({ ...guide, request }));
  expect(part(parts, 'Request')).toMatchObject({
    differences: [
      { name: 'method', first: 'GET', second: 'POST' },
      { name: 'path', first: '/orders/get', second: '/orders/get?x=1' },
      { name: 'X-Trace', first: null, second: '1' },
    ],
  });
  expect(part(parts, 'Request body')).toMatchObject({ lines: [{ text: 'hello', in: 'second' }] });
});

test('tells what was saved in between, with the lines around it', async () => {
  const [policy] = guide.policies;
  const saved = setMember(policy?.saved ?? '', ['rate'], 5);
  const changed = { ...guide, policies: guide.policies.map((each) => ({ ...each, saved, draft: saved })) };
  const parts = compareRequests(await asked(guide), await asked(changed));
  const policyPart = part(parts, 'Policy');
  if (policyPart.kind !== 'text') throw new Error('A document is compared as text.');
  expect(policyPart.lines.filter((line) => line.in !== 'both')).toEqual([
    { text: '  "rate": 1000,', in: 'first' },
    { text: '  "rate": 5,', in: 'second' },
  ]);
  expect(policyPart.lines.length).toBeLessThan(10);
  expect(policyPart.lines[0]).toEqual({ text: '…', in: 'both' });
});

test('leaves time out of log lines', async () => {
  const parts = compareRequests(await asked(guide), await asked(withClaim('sub', 'someone else')));
  const log = part(parts, 'Gateway log');
  if (log.kind !== 'text') throw new Error('A log is compared as text.');
  for (const { text } of log.lines) expect(text).not.toContain('time=');
  expect(log.lines.some((line) => line.in === 'first')).toBe(true);
});

test('compares requests without a token', async () => {
  const pasted = { ...guide, token: { kind: 'encoded', text: 'a.b' } as const };
  const none = { ...guide, request: { ...guide.request, token: { in: 'nowhere' } as const } };
  expect(titles(compareRequests(await asked(pasted), await asked(none)))).toContain('Request');
});
