import { expect, test } from 'vitest';
import { followListenPath } from '../../src/workspace/prefilled-path';
import { setMember } from '../../src/workspace/json-edit';
import { guideHmacWorkspace } from '../../src/scenarios/guide-hmac';
import { emptyWorkspace, type Workspace } from '../../src/workspace/workspace';

const guide = guideHmacWorkspace();

function asking(path: string): Workspace {
  return { ...guide, request: { ...guide.request, path } };
}

function listening(workspace: Workspace, path: string): Workspace {
  const moved = (draft: string): string => setMember(draft, ['proxy', 'listen_path'], path);
  return { ...workspace, apis: workspace.apis.map((api) => ({ ...api, draft: moved(api.draft) })) };
}

const followed = (before: Workspace, after: Workspace): string => followListenPath(before, after).request.path;

test('asks for the first API as soon as there is one', () => {
  const empty = emptyWorkspace();
  expect(followed(empty, { ...empty, apis: guide.apis })).toBe('/orders/');
});

test('goes with a listen path that moves, as long as nothing stands behind it', () => {
  expect(followed(asking('/orders/'), listening(asking('/orders/'), '/o/'))).toBe('/o/');
  expect(followed(asking('/orders/get'), listening(asking('/orders/get'), '/o/'))).toBe('/orders/get');
});

test('leaves a path alone that a person has written, or that is written in the same change', () => {
  const before = asking('/');
  expect(followed(before, listening(before, '/o/'))).toBe('/');
  const after = listening(asking('/mine'), '/o/');
  expect(followListenPath(asking('/orders/'), after)).toBe(after);
});

test('stays while a definition cannot be read, or listens on nothing', () => {
  const before = asking('/orders/');
  const broken = { ...before, apis: before.apis.map((api) => ({ ...api, draft: '{' })) };
  expect(followListenPath(before, broken)).toBe(broken);
  expect(followed(before, listening(before, ''))).toBe('/orders/');
  expect(followed(before, { ...before, apis: [] })).toBe('/orders/');
});
