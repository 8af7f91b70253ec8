import { expect, test } from 'vitest';
import { guideHmacWorkspace } from '../../../src/scenarios/guide-hmac';
import { migrations, newestVersion, type Migrations } from '../../../src/workspace/stored/migrations';
import { parseStored, writeStored } from '../../../src/workspace/stored/stored-workspace';
import { versions, withMember } from './arbitrary-workspace';

test('there is a step from every older version', () => {
  expect([...migrations.keys()]).toEqual(versions.filter((version) => version < newestVersion));
});

type Step = (root: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** As if `name` had been called `title` first, and `label` then. */
const madeUp: Migrations = new Map<number, Step>([
  [1, ({ title, ...rest }) => ({ ...rest, label: title })],
  [2, ({ label, ...rest }) => ({ ...rest, name: label })],
]);

test('takes one step after another', () => {
  const workspace = guideHmacWorkspace();
  const oldest = writeStored({ name: 'x', workspace }).replace('"name":"x"', '"title":"Mine"');
  expect(parseStored(oldest, madeUp, 3)).toEqual({ ok: true, value: { name: 'Mine', workspace } });
  const middle = withMember(oldest.replace('"title"', '"label"'), ['version'], 2);
  expect(parseStored(middle, madeUp, 3)).toEqual({ ok: true, value: { name: 'Mine', workspace } });
});

test('says so where a step is missing', () => {
  const text = writeStored({ name: 'x', workspace: guideHmacWorkspace() });
  expect(parseStored(text, new Map(), 2)).toMatchObject({ ok: false, reason: 'broken', place: 'version' });
});

test('what a step makes is looked through as everything else', () => {
  const text = writeStored({ name: 'x', workspace: guideHmacWorkspace() });
  const bad: Migrations = new Map([[1, (root) => ({ ...root, workspace: 'gone' })]]);
  expect(parseStored(text, bad, 2)).toMatchObject({ ok: false, reason: 'broken', place: 'workspace' });
});
