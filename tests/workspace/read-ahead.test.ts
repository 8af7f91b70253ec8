import { expect, test } from 'vitest';
import { guideHmacWorkspace } from '../../src/scenarios/guide-hmac';
import { readAhead } from '../../src/workspace/read-ahead';
import { newDocument, type Workspace } from '../../src/workspace/workspace';

/** A definition of so many characters at least. */
function definition(id: string, characters: number): string {
  return JSON.stringify({ api_id: id, name: id, config_data: { note: 'x'.repeat(characters) } });
}

async function pausesFor(workspace: Workspace, before: Workspace | null = null): Promise<number> {
  let pauses = 0;
  const pause = (): Promise<void> => {
    pauses++;
    return Promise.resolve();
  };
  await readAhead(workspace, pause, before);
  return pauses;
}

test('reads each long text once as the gateway does and once as the form does, and counts what a definition lists, with a pause before each', async () => {
  const [draft, saved] = [definition('a', 60_000), definition('a', 70_000)];
  const policy = JSON.stringify({ id: 'gold', name: 'x'.repeat(60_000) });
  const workspace = {
    ...guideHmacWorkspace(),
    apis: [
      { ...newDocument(draft), saved },
      { ...newDocument(saved), saved: null },
    ],
    policies: [newDocument(policy, policy)],
  };
  expect(await pausesFor(workspace)).toBe(3 * 2 + 2 * 1);
});

test('reads no text a second time because another one has changed', async () => {
  const saved = definition('a', 60_000);
  const before = { ...guideHmacWorkspace(), apis: [newDocument(saved, saved), newDocument(definition('b', 60_000))] };
  const [first, ...others] = before.apis;
  if (first === undefined) throw new Error('It is there.');
  const after = { ...before, apis: [{ ...first, draft: definition('a', 60_001) }, ...others] };
  expect(await pausesFor(after, before)).toBe(3);
  expect(await pausesFor(after, after)).toBe(0);
});

test('does not hold up a workspace of a usual size', async () => {
  expect(await pausesFor(guideHmacWorkspace())).toBe(0);
});
