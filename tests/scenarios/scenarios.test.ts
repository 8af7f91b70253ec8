import { describe, expect, test } from 'vitest';
import { refusalCodes } from '../../src/gateway/refusals';
import { scenarioOf, scenarios, topics } from '../../src/scenarios/catalogue';
import { differences } from '../../src/scenarios/expectation';
import { unplayable } from '../../src/scenarios/unplayable';
import { Play } from './play';

describe.each(scenarios.map((scenario) => [scenario.id, scenario] as const))('%s', (_, scenario) => {
  test('is answered as it states, step by step', async () => {
    const play = await Play.open(scenario);
    for (const [number, { expect: stated, what }] of scenario.steps.entries()) {
      const exchange = await play.step(scenario, number);
      const refused = exchange.trace.find(({ state }) => state === 'refused')?.refusal;
      const got = `${what} -> ${String(exchange.response?.status)} ${refused?.code ?? 'passed'} ${exchange.response?.body ?? ''}`;
      expect(differences(stated, exchange), got).toEqual([]);
      // The text is in the body as JSON or XML or plain text has it.
      if (stated.error !== undefined && stated.body === undefined) {
        expect(exchange.response?.body).toContain(stated.error.replaceAll('"', '\\"'));
      }
    }
  });

  test('opens in under a second, with documents that the admin API takes', async () => {
    const start = performance.now();
    const play = await Play.open(scenario);
    expect(performance.now() - start).toBeLessThan(1000);
    expect(() => {
      play.saveEverything();
    }).not.toThrow();
  });

  test('says what a reader needs', () => {
    const { id, title, about, steps } = scenario;
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(title.length).toBeLessThan(110);
    expect(about).toMatch(/\.$/);
    for (const { what, why, expect: stated } of steps) {
      expect(what).toMatch(/\.$/);
      expect(why).toMatch(/\.\)?$/);
      const isAnsweredRefusal = stated.code !== null && stated.status !== null;
      expect(stated.error !== undefined).toBe(isAnsweredRefusal);
    }
  });
});

test('ids are unique', () => {
  expect(new Set(scenarios.map(({ id }) => id)).size).toBe(scenarios.length);
});

test('every topic has scenarios, and they stand together', () => {
  const inOrder = [...new Set(scenarios.map(({ topic }) => topic))];
  expect(inOrder).toEqual(topics.map(({ topic }) => topic));
  const changes = scenarios.filter(({ topic }, at) => topic !== scenarios[at - 1]?.topic);
  expect(changes).toHaveLength(topics.length);
});

test('every refusal is shown by a scenario, but for those that cannot be played', () => {
  const shown = new Set(scenarios.flatMap(({ steps }) => steps.map(({ expect: { code } }) => code)));
  const missing = refusalCodes.filter((code) => !shown.has(code));
  expect(missing.sort()).toEqual(Object.keys(unplayable).sort());
});

test('a scenario is found by its id', () => {
  expect(scenarioOf('token-has-expired')?.topic).toBe('guide');
  expect(scenarioOf('no-such-scenario')).toBeUndefined();
});
