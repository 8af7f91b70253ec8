import { expect, test } from 'vitest';
import { guideHmacWorkspace } from '../../../../src/scenarios/guide-hmac';
import { apiName, originOfSession } from '../../../../src/ui/answer/sessions/session-origin';
import type { HistoryEntry } from '../../../../src/ui/state/mock-gateway.svelte';
import type { Exchange } from '../../../../src/gateway/outcome';
import { newDocument } from '../../../../src/workspace/workspace';
import { claims, classic, now, Scene } from '../../../gateway/build';

const text = JSON.stringify(classic({ name: 'Orders' }));
const workspace = { ...guideHmacWorkspace(), apis: [newDocument(text, text)] };

function entry(number: number, exchange: Exchange): HistoryEntry {
  const request = { method: 'GET', path: '/a/get', headers: [] };
  const token = { ok: true, text: '' } as const;
  const rest = { at: now * 1000, problems: [], skipped: [], withoutWorker: null, took: 1 };
  return { number, exchange, workspace, request, token, ...rest };
}

test('finds the request that made a session, and its API', async () => {
  const scene = new Scene();
  const history = [
    entry(1, await scene.ask(null)),
    entry(2, await scene.askAs()),
    entry(3, await scene.askAs()),
    entry(4, await scene.askAs(claims({ sub: 'bob' }))),
  ];
  const [first, second] = [history[1], history[3]].map((one) => one?.exchange.sessionId ?? '');
  expect(originOfSession(first ?? '', history)).toEqual({ number: 2, made: true, api: 'Orders' });
  expect(originOfSession(second ?? '', history)).toEqual({ number: 4, made: true, api: 'Orders' });
});

test('finds the last that made it, where it was deleted in between', async () => {
  const scene = new Scene();
  const history = [entry(1, await scene.askAs())];
  const id = history[0]?.exchange.sessionId ?? '';
  scene.gateway.reset();
  history.push(entry(2, await scene.askAs()));
  expect(originOfSession(id, history)).toMatchObject({ number: 2, made: true });
});

test('names the first use of a session that no request of the history made', async () => {
  const scene = new Scene();
  await scene.askAs();
  const used = await scene.askAs();
  expect(originOfSession(used.sessionId ?? '', [entry(7, used)])).toMatchObject({ number: 7, made: false });
  expect(originOfSession('another', [entry(7, used)])).toBeNull();
});

test('names no API where none was reached', async () => {
  expect(apiName(entry(1, await new Scene().ask(null, '/b/')))).toBe('');
});
