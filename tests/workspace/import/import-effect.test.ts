import { expect, test } from 'vitest';
import { guideHmac, guideHmacWorkspace } from '../../../src/scenarios/guide-hmac';
import { workspaceOf } from '../../../src/workspace/import/apply-import';
import { importEffect } from '../../../src/workspace/import/import-effect';
import { recognise } from '../../../src/workspace/import/recognise';
import { isUnsaved } from '../../../src/workspace/workspace';

async function effectOf(text: string): Promise<unknown> {
  const { parts } = await recognise(text);
  const [part] = parts;
  return part === undefined ? null : importEffect(guideHmacWorkspace(), part);
}

test('tells what is new, what is the same, and what would be replaced by what', async () => {
  expect(await effectOf(guideHmac.definition)).toEqual({ kind: 'same' });
  expect(await effectOf(guideHmac.definition.replace('"Orders"', '"Mine"'))).toEqual({
    kind: 'replaces',
    what: 'Orders',
    before: guideHmac.definition,
  });
  expect(await effectOf('{"api_id":"other","proxy":{}}')).toEqual({ kind: 'new' });
  expect(await effectOf(guideHmac.policy.replace('"Gold"', '"Silver"'))).toMatchObject({
    kind: 'replaces',
    what: 'Gold',
  });
  expect(await effectOf('{"kty":"oct","k":"YWJjZGVmZ2g"}')).toEqual({ kind: 'new' });
  expect(await effectOf('eyJhbGciOiJIUzI1NiJ9.e30.AA')).toMatchObject({ kind: 'replaces', what: 'the token' });
  expect(await effectOf('HTTP/1.1 403 Forbidden\n\n')).toEqual({ kind: 'nothing' });
});

test('a workspace of parts alone has them saved', async () => {
  const { parts } = await recognise(`[${guideHmac.definition},${guideHmac.policy}]`);
  const { apis, policies, keys } = workspaceOf(parts);
  expect([...apis, ...policies].map(isUnsaved)).toEqual([false, false]);
  expect(keys).toEqual([]);
});
