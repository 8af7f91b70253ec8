import { expect, test } from 'vitest';
import { guideHmacWorkspace } from '../../../src/scenarios/guide-hmac';
import { placeOfFinding } from '../../../src/ui/explain/finding-place';
import { setMember } from '../../../src/workspace/json-edit';
import { lint } from '../../../src/workspace/lint/lint';
import { withDocument } from '../../../src/workspace/workspace';

test('a finding is found in its document, by the id that the document gives itself', () => {
  const guide = guideHmacWorkspace();
  const api = guide.apis[0]?.id ?? '';
  const policy = guide.policies[0]?.id ?? '';
  const raw = withDocument(guide, 'apis', api, (document) => ({
    ...document,
    draft: setMember(document.draft, ['jwt_source'], 'tyk123'),
  }));
  const workspace = withDocument(raw, 'policies', policy, (document) => ({
    ...document,
    draft: setMember(document.draft, ['is_inactive'], true),
  }));
  const findings = lint(workspace, 0);
  const placed = (code: string) => {
    const found = findings.find((each) => each.code === code);
    return found === undefined ? undefined : placeOfFinding(workspace, found);
  };
  expect(placed('source-not-base64')).toEqual({ document: 'api', id: 'orders', path: ['jwt_source'] });
  expect(placed('policy-inactive')).toMatchObject({ document: 'policy', id: 'gold' });
});

test('a finding whose document is gone has no place', () => {
  const workspace = guideHmacWorkspace();
  const finding = lint(
    withDocument(workspace, 'apis', workspace.apis[0]?.id ?? '', (document) => ({ ...document, draft: '{' })),
    0,
  ).find(({ kind }) => kind === 'apis');
  if (finding === undefined) throw new Error('a text that cannot be read is a finding');
  expect(placeOfFinding({ ...workspace, apis: [] }, finding)).toBeNull();
});
