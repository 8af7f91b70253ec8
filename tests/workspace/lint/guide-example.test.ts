import { expect, test } from 'vitest';
import { guideHmacWorkspace } from '../../../src/scenarios/guide-hmac';
import { lint } from '../../../src/workspace/lint/lint';

test('has nothing to show of the example that a first visit begins with, so that it may come late', () => {
  // What a source decodes to is what the form shows in its field anyway.
  expect(lint(guideHmacWorkspace()).map(({ code }) => code)).toEqual(['source-decoded']);
});
