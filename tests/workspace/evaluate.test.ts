import { expect, test } from 'vitest';
import { freshState } from '../../src/gateway/state';
import { makeNetwork } from '../../src/mock/network';
import { guideHmacWorkspace } from '../../src/scenarios/guide-hmac';
import { Evaluator } from '../../src/workspace/evaluate';
import { setMember } from '../../src/workspace/json-edit';
import { withDocument } from '../../src/workspace/workspace';

const at = 1_800_000_000_000;
const network = makeNetwork(() => ({ providers: [] }));

test('answers the guide’s example 200, and leaves the state as it was', async () => {
  const state = freshState();
  const { exchange } = await new Evaluator(network).evaluate(guideHmacWorkspace(), state, at);
  expect(exchange.response?.status).toBe(200);
  expect(exchange.sessionId).toBeDefined();
  expect(state).toEqual(freshState());
});

test('judges what is typed, saved or not', async () => {
  const guide = guideHmacWorkspace();
  const id = guide.apis[0]?.id ?? '';
  const rsa = withDocument(guide, 'apis', id, (document) => ({
    ...document,
    draft: setMember(document.draft, ['jwt_signing_method'], 'rsa'),
  }));
  const { exchange } = await new Evaluator(network).evaluate(rsa, freshState(), at);
  expect(exchange.trace.find(({ state }) => state === 'refused')?.refusal?.code).toBe('signing_method_unexpected');
});

test('keeps what was saved in force while the text cannot be read, and says why', async () => {
  const guide = guideHmacWorkspace();
  const id = guide.apis[0]?.id ?? '';
  const broken = withDocument(guide, 'apis', id, (document) => ({ ...document, draft: '{"name": ' }));
  const { exchange, problems } = await new Evaluator(network).evaluate(broken, freshState(), at);
  expect(exchange.response?.status).toBe(200);
  expect(problems).toEqual([{ kind: 'apis', id, message: 'unexpected end of JSON input' }]);
});

test('signs times that follow the clock', async () => {
  const guide = guideHmacWorkspace();
  if (guide.token.kind !== 'composed') throw new Error('The guide’s token is made from its parts.');
  const token = { ...guide.token, payload: '{"sub": "u1", "pol": "gold", "exp": "now - 1 min"}' };
  const { exchange } = await new Evaluator(network).evaluate({ ...guide, token }, freshState(), at);
  const times = exchange.trace.find(({ step }) => step === 'times');
  expect(times?.facts[0]?.value).toBe(String(at / 1000 - 60));
  expect(exchange.response?.status).toBe(401);
});
