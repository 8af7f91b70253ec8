/** Every recorded definition, converted: the gateway takes it, and answers as before unless a loss says otherwise. */
import { expect, test } from 'vitest';
import { answerAdmin } from '../../../src/gateway/admin/admin';
import { emptyCatalogue } from '../../../src/gateway/admin/catalogue';
import { Gateway } from '../../../src/gateway/gateway';
import type { Exchange } from '../../../src/gateway/outcome';
import { settings } from '../../../src/gateway/settings';
import type { RecordedApi, RecordedCase } from '../../../src/recordings/recording';
import { replayCase } from '../../../src/recordings/replay';
import { RecordedWorld } from '../../../src/recordings/world';
import { convertDefinition, type Conversion } from '../../../src/workspace/convert';
import { recordedCases } from '../../gateway/recorded';

const files = [
  '01-guide',
  '02-token-shape',
  '03-keys',
  '04-claims',
  '05-policies',
  '06-request',
  '07-oas',
  '08-random',
  '09-traps',
  '10-admin',
  '12-more',
  '13-slow',
];
const cases = files.flatMap((file) => recordedCases(file).map((recorded) => ({ file, recorded })));

/** The text that was posted: of an OAS API the document, not what the gateway made of it. */
function posted({ classic, oas }: RecordedApi): string {
  return oas ?? classic ?? '';
}

type Converted = Extract<Conversion, { ok: true }>;

const known = new Map<string, Converted>();

function converted(api: RecordedApi): Converted {
  const text = posted(api);
  const made = known.get(text) ?? convert(text);
  known.set(text, made);
  return made;
}

function convert(text: string): Converted {
  const made = convertDefinition(text);
  if (!made.ok) throw new Error(`${made.error}: ${text}`);
  return made;
}

function definitionsOf({ apis, exchanges }: RecordedCase): readonly RecordedApi[] {
  return [...apis, ...exchanges.flatMap((exchange) => exchange.apis ?? [])];
}

function withApis(recorded: RecordedCase, change: (api: RecordedApi) => RecordedApi): RecordedCase {
  const exchanges = recorded.exchanges.map((exchange) =>
    exchange.apis === undefined ? exchange : { ...exchange, apis: exchange.apis.map(change) },
  );
  return { ...recorded, apis: recorded.apis.map(change), exchanges };
}

async function answers(recorded: RecordedCase): Promise<readonly Pick<Exchange, 'response' | 'upstream'>[]> {
  const found: Pick<Exchange, 'response' | 'upstream'>[] = [];
  for await (const { exchange } of replayCase(recorded))
    found.push({ response: exchange.response, upstream: exchange.upstream });
  return found;
}

function save(form: 'classic' | 'oas', text: string): number | undefined {
  const call = {
    method: 'POST',
    path: `/tyk/apis${form === 'oas' ? '/oas' : ''}`,
    body: text,
    secret: settings.secret,
  };
  return answerAdmin(new Gateway(new RecordedWorld()), emptyCatalogue(), call).response?.status;
}

/** Some four thousand conversions, on a machine that may do other work. */
const patient = { timeout: 180_000 };

test('each is converted, and again into the form that it had', patient, () => {
  let count = 0;
  for (const { recorded } of cases) {
    for (const api of definitionsOf(recorded)) {
      const made = converted(api);
      const back = convertDefinition(made.text);
      if (!back.ok) throw new Error(back.error);
      expect(back.to).toBe(api.oas === undefined ? 'classic' : 'oas');
      for (const { message } of made.losses) expect(message).toMatch(/^\S.*\.$/);
      count++;
    }
  }
  expect(count).toBeGreaterThan(2000);
});

test('the admin API takes each that it took before', patient, () => {
  let saved = 0;
  const seen = new Set<string>();
  for (const { file, recorded } of cases) {
    if (file === '08-random') continue;
    for (const api of definitionsOf(recorded)) {
      const { to, text } = converted(api);
      if (seen.has(text)) continue;
      seen.add(text);
      if (save(to === 'oas' ? 'classic' : 'oas', posted(api)) !== 200) continue;
      expect([recorded.name, save(to, text)]).toEqual([recorded.name, 200]);
      saved++;
    }
  }
  expect(saved).toBeGreaterThan(500);
});

test(
  'each request is answered the same, and the upstream gets the same, unless a loss says that it may differ',
  patient,
  async () => {
    let same = 0;
    let told = 0;
    for (const { recorded } of cases) {
      if (recorded.exchanges.some(({ admin }) => admin !== undefined)) continue;
      const losses = definitionsOf(recorded).flatMap((api) => converted(api).losses);
      if (losses.some(({ changesAnswers }) => changesAnswers)) {
        told++;
        continue;
      }
      const before = await answers(withApis(recorded, (api) => (api.oas === undefined ? api : { oas: api.oas })));
      const after = await answers(
        withApis(recorded, (api) => {
          const { to, text } = converted(api);
          return to === 'oas' ? { oas: text } : { classic: text };
        }),
      );
      expect([recorded.name, after]).toEqual([recorded.name, before]);
      same += before.length;
    }
    // Most recorded cases have nothing to lose; the others are about what only one of the two forms has.
    expect(same).toBeGreaterThan(2200);
    expect(told).toBeLessThan(1000);
  },
);
