import { describe, expect, test } from 'vitest';
import { Gateway } from '../../src/gateway/gateway';
import { freshState, type GatewayState } from '../../src/gateway/state';
import { encodeStd } from '../../src/go/base64';
import type { JsonValue } from '../../src/go/json';
import { makeNetwork } from '../../src/mock/network';
import { guideHmacWorkspace } from '../../src/scenarios/guide-hmac';
import { Evaluator, loadDocuments } from '../../src/workspace/evaluate';
import { setMember } from '../../src/workspace/json-edit';
import { surroundingsOf } from '../../src/workspace/network';
import { signingKey, type Provider } from '../../src/workspace/providers';
import { addressesOf } from '../../src/workspace/providers/addresses';
import { rotateKeys } from '../../src/workspace/providers/keys';
import { buildRequest } from '../../src/workspace/request';
import { answersOverTime, spanAt, spansText, timeMarks, type AnswerSpan } from '../../src/workspace/time-window';
import { encodeToken } from '../../src/workspace/token';
import { newDocument, type Workspace } from '../../src/workspace/workspace';
import { auth0 } from './providers/build';

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

test('knows when the stored session is gone, and the token alone decides again', async () => {
  const workspace = guide({}, { session_lifetime: 900 });
  const state = freshState();
  const evaluator = new Evaluator(makeNetwork(() => workspace));
  const { exchange } = await evaluator.evaluate(workspace, state, now * 1000);
  if (exchange.sessionId === undefined || !exchange.session) throw new Error('The request makes a session.');
  const ended = { ...exchange.session, expires: now + 300 };
  state.sessions.set(exchange.sessionId, { session: ended, expiresAt: (now + 900) * 1000 });
  expect(shown(await spansOf(workspace, state))).toEqual([
    '… 300: passes',
    '300 900: 401 Key has expired, please renew',
    '900 …: passes',
  ]);
});

describe('with the key set that the gateway keeps', () => {
  const keySet = addressesOf(auth0).keySet;

  /** An API that takes this provider's tokens, and a token that it has issued. */
  async function following(provider: Provider, text?: string): Promise<Workspace> {
    const source = encodeStd(new TextEncoder().encode(keySet));
    const workspace = guide({}, { jwt_source: source, jwt_signing_method: 'rsa' });
    const issued = text ?? (await tokenOf(provider));
    return { ...workspace, providers: [provider], token: { kind: 'encoded', text: issued } };
  }

  async function tokenOf(provider: Provider): Promise<string> {
    const key = signingKey(provider);
    if (key === undefined) throw new Error('The provider signs.');
    const header = JSON.stringify({ alg: 'RS256', kid: key.kid });
    const payload = JSON.stringify({ sub: 'u1', pol: 'gold', exp: now + 1000 });
    const made = await encodeToken({ kind: 'composed', header, payload, keyId: key.id, fault: null }, [key], now);
    if (!made.ok) throw new Error(made.message);
    return made.text;
  }

  /** What the gateway keeps after it has let a token through. */
  async function afterOne(workspace: Workspace): Promise<GatewayState> {
    const wait = () => Promise.resolve();
    const gateway = new Gateway(
      surroundingsOf(
        makeNetwork(() => workspace),
        { now: () => now * 1000, wait },
      ),
    );
    const { apis, policies } = loadDocuments(workspace, 'draft');
    gateway.load(apis, policies);
    const made = await encodeToken(workspace.token, workspace.keys, now);
    if (!made.ok) throw new Error(made.message);
    const { response } = await gateway.handle(buildRequest(workspace.request, made.text));
    expect(response?.status).toBe(200);
    return gateway.state;
  }

  test('a token of a new key passes from the second in which the old set is over', async () => {
    const state = await afterOne(await following(auth0));
    const rotated = await rotateKeys(auth0, { keep: false, now: now * 1000 });
    expect(shown(await spansOf(await following(rotated), state))).toEqual([
      '… 240: 403 Key not authorized',
      '240 1000: passes',
      '1000 …: 401 token has expired',
    ]);
  });

  test('a token of a key that was withdrawn passes until then', async () => {
    const before = await following(auth0);
    const state = await afterOne(before);
    const rotated = await rotateKeys(auth0, { keep: false, now: now * 1000 });
    const old = await following(rotated, await tokenOf(auth0));
    expect(shown(await spansOf(old, state))).toEqual(['… 240: passes', '240 …: 403 Key not authorized']);
    expect(shown(await spansOf(old))).toEqual(['… …: 403 Key not authorized']);
  });
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
