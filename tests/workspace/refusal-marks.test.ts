import { expect, test } from 'vitest';
import { refusalCodes, type RefusalCode } from '../../src/gateway/refusals';
import { scenarios } from '../../src/scenarios/catalogue';
import { unplayable } from '../../src/scenarios/unplayable';
import { memberAt } from '../../src/workspace/json-edit';
import { markRange, refusalMarks } from '../../src/workspace/refusal-marks';
import { Play } from '../scenarios/play';

/** Places by refusal: `document path`, of the first scenario step that is refused so. */
async function marked(): Promise<ReadonlyMap<RefusalCode, readonly string[]>> {
  const found = new Map<RefusalCode, readonly string[]>();
  for (const scenario of scenarios) {
    if (scenario.steps.every(({ expect: { code } }) => code === null || found.has(code))) continue;
    const play = await Play.open(scenario);
    for (const number of scenario.steps.keys()) {
      const exchange = await play.step(scenario, number);
      const code = exchange.trace.find(({ refusal }) => refusal !== undefined)?.refusal?.code;
      if (code === undefined || found.has(code)) continue;
      const marks = refusalMarks(exchange);
      for (const { place } of marks) if (place.document === 'api') expect(place.id, code).toMatch(/./);
      found.set(
        code,
        marks.map(({ place: { document, path } }) => `${document} ${path.join('.')}`),
      );
    }
  }
  return found;
}

/** Refusals that no line of a definition, a policy or a token’s JSON is to blame for: the request is, or what is nowhere written. */
const nowhere: readonly RefusalCode[] = [
  'request_malformed',
  'headers_too_large',
  'route_not_found',
  'version_ambiguous',
  'version_default_missing',
  // Of a white list: the path is not in it. One that a black list names is marked.
  'path_forbidden',
];

test('every refusal marks the line that it is about, in definition, policy or token', { timeout: 60_000 }, async () => {
  const marks = await marked();
  const without = refusalCodes.filter((code) => !(code in unplayable) && (marks.get(code)?.length ?? 0) === 0);
  expect(without).toEqual(nowhere);
  expect(Object.fromEntries(marks)).toMatchObject({
    token_expired: ['token payload exp'],
    token_malformed: ['token header '],
    signing_method_unexpected: ['token header alg', 'api jwt_signing_method'],
    kid_unknown: ['token header kid', 'api jwt_source'],
    source_not_base64: ['api jwt_source'],
    signature_invalid: ['api jwt_source'],
    key_set_unavailable: ['api jwt_source'],
    policy_unknown: ['token payload pol'],
    policy_missing: ['token payload pol'],
    key_inactive: ['policy is_inactive'],
    api_not_granted: ['policy access_rights'],
    quota_exceeded: ['policy quota_max'],
  });
});

test('what passes marks nothing', async () => {
  const scenario = scenarios.find(({ id }) => id === 'guide-hmac-shared-secret');
  if (scenario === undefined) throw new Error('The guide has a scenario.');
  const play = await Play.open(scenario);
  expect(refusalMarks(await play.step(scenario, 0))).toEqual([]);
});

test('a mark is on one line: the member’s first, or where it is missing its parent’s', () => {
  const text = '{\n  "a": 1,\n  "rights": {\n    "orders": {}\n  }\n}';
  const shown = (path: readonly string[]): string => {
    const { from, to } = markRange(text, path);
    return text.slice(from, to);
  };
  expect(memberAt(text, ['a'])).toBe(1);
  expect(shown(['a'])).toBe('"a": 1');
  expect(shown(['rights'])).toBe('"rights": {');
  expect(shown(['rights', 'invoices'])).toBe('"rights": {');
  expect(shown(['missing'])).toBe('{');
});
