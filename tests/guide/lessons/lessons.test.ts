import { describe, expect, it } from 'vitest';
import { answerText, outcomeOf } from '../../../src/guide/lessons/facts';
import type { Lesson } from '../../../src/guide/lessons/lesson';
import { lessons, lessonWith } from '../../../src/guide/lessons/lessons';
import { progressOf, wasFinished } from '../../../src/guide/lessons/progress';
import { emptyWorkspace } from '../../../src/workspace/workspace';
import { Bench, now } from './bench';

/** Does the steps of a lesson one after the other; each check is not met before its step, and met after it. */
async function follow(bench: Bench, lesson: Lesson): Promise<void> {
  for (const step of lesson.steps) {
    const before = step.check(await bench.facts());
    expect(before.done, `${step.id} before: ${before.found}`).toBe(false);
    await bench.perform(step.doIt);
    const after = step.check(await bench.facts());
    expect(after.done, `${step.id} after: ${after.found}`).toBe(true);
  }
}

describe.each(lessons.map((lesson) => [lesson.id, lesson] as const))('the lesson %s', (_, lesson) => {
  it('leads from its start to the answer that it says, and each step is checked', async () => {
    const bench = new Bench(lesson.start());
    await follow(bench, lesson);
    const last = bench.history.at(-1);
    expect(last === undefined ? null : outcomeOf(last.exchange)).toEqual(lesson.ends);
  });

  it('has every step done at its end, and stays finished when another workspace is opened', async () => {
    const bench = new Bench(lesson.start());
    await follow(bench, lesson);
    expect(progressOf(lesson, await bench.facts()).map(({ state }) => state)).toEqual(lesson.steps.map(() => 'done'));
    bench.open(emptyWorkspace());
    expect(wasFinished(lesson, bench.history)).toBe(true);
    expect(progressOf(lesson, await bench.facts())[0]?.state).toBe('now');
  });

  it('can be begun again', async () => {
    const bench = new Bench(lesson.start());
    await follow(bench, lesson);
    bench.open(lesson.start());
    await follow(bench, lesson);
  });

  it('leads to Send once all before it is done', async () => {
    const bench = new Bench(lesson.start());
    for (const { where, doIt } of lesson.steps) {
      const sends = doIt.at(-1)?.do === 'send';
      await bench.perform(sends ? doIt.slice(0, -1) : doIt);
      if (sends) expect(where(await bench.facts())).toEqual({ spot: 'send' });
      if (sends) await bench.perform(doIt.slice(-1));
    }
  });

  it('has names that tell its steps apart', () => {
    expect(new Set(lesson.steps.map(({ id }) => id)).size).toBe(lesson.steps.length);
  });
});

const differences = lessons.flatMap((lesson) =>
  lesson.steps.flatMap((step) =>
    (step.differences ?? []).map((difference) => [lesson.id, difference.trial.label, difference] as const),
  ),
);

describe('where guide and gateway differ', () => {
  it.each(differences)('%s, “%s”: answers as the lesson says', async (_, __, { trial }) => {
    const bench = new Bench(await trial.situation(now));
    await bench.perform(trial.then ?? []);
    const { exchange } = await bench.live();
    const { message, ...outcome } = trial.answers;
    expect(outcomeOf(exchange)).toEqual(outcome);
    if (message !== undefined) expect(answerText(exchange)).toBe(`${String(outcome.status)}: ${message}`);
  });
});

describe('progress', () => {
  it('does not count what was sent in another workspace', async () => {
    const expired = lessonWith('expired');
    if (expired === undefined) throw new Error('there is no lesson expired');
    const bench = new Bench(expired.start());
    await follow(bench, expired);
    bench.open(expired.start());
    expect(progressOf(expired, await bench.facts()).map(({ state }) => state)).toEqual(['now', 'later']);
  });

  it('is not finished by requests of another lesson', async () => {
    const bench = new Bench(emptyWorkspace());
    for (const lesson of lessons.filter(({ group }) => group === 'Common JWT errors')) {
      bench.open(lesson.start());
      expect(wasFinished(lesson, bench.history), lesson.id).toBe(false);
      await follow(bench, lesson);
    }
  });

  it('goes back when a person undoes what was done', async () => {
    const setUp = lessonWith('set-up');
    if (setUp === undefined) throw new Error('there is no lesson set-up');
    const bench = new Bench(setUp.start());
    await bench.perform(setUp.steps[0]?.doIt ?? []);
    const before = bench.workspace;
    await bench.perform(setUp.steps[1]?.doIt ?? []);
    expect(progressOf(setUp, await bench.facts())[1]?.state).toBe('done');
    bench.workspace = before;
    expect(progressOf(setUp, await bench.facts())[1]?.state).toBe('now');
  });
});
