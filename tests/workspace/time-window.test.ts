import { expect, test } from 'vitest';
import { freshState, type GatewayState } from '../../src/gateway/state';
import type { JsonValue } from '../../src/go/json';
import { makeNetwork } from '../../src/mock/network';
import { guideHmacWorkspace } from '../../src/scenarios/guide-hmac';
import { Evaluator } from '../../src/workspace/evaluate';
import { setMember } from '../../src/workspace/json-edit';
import { answersOverTime, spanAt, spansText, timeMarks, type AnswerSpan } from '../../src/workspace/time-window';
import { encodeToken } from '../../src/workspace/token';
import { newDocument, type Workspace } from '../../src/workspace/workspace';

const now = Date.UTC(2026, 10, 25, 17, 0, 0) / 1000;

/** The guide's workspace with these claims, and members of its definition set. */
function guide(claims: Readonly<Record<string, JsonValue>>, api: Readonly<Record<string, JsonValue>> = {}): Workspace {
  const workspace = guideHmacWorkspace();
  if (workspace.token.kind !== 'composed') throw new Error('The guide’s token is made from its parts.');
  const draft = Object.entries(api).reduce(
    (text, [name, value]) => setMember(text, [name], value),
    workspace.apis[0]?.draft ?? '',
  );
  const payload = JSON.stringify({ sub: 'u1', pol: 'gold', ...claims });
  return { ...workspace, apis: [newDocument(draft)], token: { ...workspace.token, payload } };
}

async function spansOf(workspace: Workspace, state: GatewayState = freshState()): Promise<readonly AnswerSpan[]> {
  const evaluator = new Evaluator(makeNetwork(() => workspace));
  const evaluation = await evaluator.evaluate(workspace, state, now * 1000);
  const spans = await answersOverTime(evaluator, evaluation, state);
  if (spans === null) throw new Error('Nobody has ended the search.');
  return spans;
}

/** `from to: answer`, times as seconds from now. */
const shown = (spans: readonly AnswerSpan[]): readonly string[] => {
  const time = (second: number | null): string => (second === null ? '…' : String(second - now));
  return spans.map(({ from, to, text }) => `${time(from)} ${time(to)}: ${text}`);
};

test('a token without times has one answer for ever', async () => {
  expect(shown(await spansOf(guide({})))).toEqual(['… …: passes']);
});

test('finds the exact seconds of nbf and exp', async () => {
  expect(shown(await spansOf(guide({ nbf: now - 100, exp: now + 252 })))).toEqual([
    '… -100: 401 token is not valid yet',
    '-100 252: passes',
    '252 …: 401 token has expired',
  ]);
});

test('the skew of exp moves the text of the refusal, not the end: KeyExpired undoes it', async () => {
  expect(shown(await spansOf(guide({ exp: now + 252 }, { jwt_expires_at_validation_skew: 60 })))).toEqual([
    '… 252: passes',
    '252 312: 401 Key has expired, please renew',
    '312 …: 401 token has expired',
  ]);
});

test('the skews of nbf and iat move the beginning', async () => {
  const skews = { jwt_not_before_validation_skew: 10, jwt_issued_at_validation_skew: 30 };
  expect(shown(await spansOf(guide({ nbf: now + 60, iat: now + 100 }, skews)))).toEqual([
    '… 50: 401 token is not valid yet',
    '50 70: 401 token used before issued',
    '70 …: passes',
  ]);
});

test('a refusal that no time changes is one span', async () => {
  const spans = await spansOf(guide({ pol: 'platinum', exp: now + 60 }));
  expect(shown(spans)).toEqual(['… 60: 403 key not authorized: no matching policy', '60 …: 401 token has expired']);
  expect(spansText(spans, now, 'UTC')).toBe('Refused at any time: 403 key not authorized: no matching policy.');
});

test('knows the session that the gateway holds: it may end later than the token', async () => {
  const workspace = guide({ exp: now + 600 });
  const state = freshState();
  const evaluator = new Evaluator(makeNetwork(() => workspace));
  const { exchange } = await evaluator.evaluate(workspace, state, now * 1000);
  if (exchange.sessionId === undefined || !exchange.session) throw new Error('The request makes a session.');
  state.sessions.set(exchange.sessionId, { session: exchange.session, expiresAt: null });
  const endless = guide({});
  expect(shown(await spansOf(endless))).toEqual(['… …: passes']);
  expect(shown(await spansOf(endless, state))).toEqual(['… 600: passes', '600 …: 401 Key has expired, please renew']);
});

test('judges a token whose times follow the clock as it is signed now', async () => {
  const spans = await spansOf(guide({ exp: 'now + 5 min' }));
  expect(shown(spans)).toEqual(['… 300: passes', '300 …: 401 token has expired']);
});

test('asks few questions, and stops when it is told to', async () => {
  const workspace = guide({ nbf: now - 1_000_000, iat: 1_516_239_022, exp: now + 1_000_000 });
  const evaluator = new Evaluator(makeNetwork(() => workspace));
  const evaluation = await evaluator.evaluate(workspace, freshState(), now * 1000);
  let asked = 0;
  await answersOverTime(evaluator, evaluation, freshState(), () => {
    asked++;
    return Promise.resolve(true);
  });
  expect(asked).toBeLessThan(15);
  expect(await answersOverTime(evaluator, evaluation, freshState(), () => Promise.resolve(false))).toBeNull();
});

test('says in a sentence how long the answer holds', () => {
  const answer = { passes: true, text: 'passes' };
  const bad = { passes: false, text: '401 token has expired' };
  const at = (from: number | null, to: number | null): Pick<AnswerSpan, 'from' | 'to'> => ({ from, to });
  const text = (...spans: readonly AnswerSpan[]): string => spansText(spans, now, 'UTC');
  expect(text({ ...answer, ...at(null, null) })).toBe('Passes at any time.');
  expect(text({ ...answer, ...at(now - 60, null) })).toBe('Passes from 16:59:00 on; no time changes that.');
  expect(text({ ...answer, ...at(now - 60, now + 252) }, { ...bad, ...at(now + 252, null) })).toBe(
    'Passes from 16:59:00 until 17:04:12; the answer would change in 4 min 12 s.',
  );
  expect(text({ ...answer, ...at(null, now - 4320) }, { ...bad, ...at(now - 4320, null) })).toBe(
    'Refused: 401 token has expired. Passed until 15:48:00, 1 h 12 min ago.',
  );
  expect(text({ ...bad, ...at(null, now + 60) }, { ...answer, ...at(now + 60, now + 120) })).toBe(
    'Refused: 401 token has expired. Passes from 17:01:00 until 17:02:00, in 1 min.',
  );
  expect(text({ ...bad, ...at(null, null) })).toBe('Refused at any time: 401 token has expired.');
  expect(
    spanAt(
      [
        { ...bad, ...at(null, now) },
        { ...answer, ...at(now, null) },
      ],
      now,
    )?.passes,
  ).toBe(true);
});

test('leaves out times that no calendar has', async () => {
  const { token, keys } = guide({ exp: 'soon', nbf: 0, iat: 1e15 });
  const made = await encodeToken(token, keys, now);
  expect(made.ok && timeMarks(made.text, null)).toEqual([]);
});
