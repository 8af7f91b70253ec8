import { expect, test } from 'vitest';
import { guideHmacWorkspace } from '../../../src/scenarios/guide-hmac';
import { setMember } from '../../../src/workspace/json-edit';
import { applyFix } from '../../../src/workspace/lint/apply-fix';
import { lint } from '../../../src/workspace/lint/lint';
import { withDocument } from '../../../src/workspace/workspace';
import { base64, classic, keySetUrl, now, oas, policy } from '../../gateway/build';
import * as pems from '../../keys/fixtures';
import { findingsOf, repaired, workspaceOf } from './build';

test('has nothing but hints for the guide’s example', () => {
  const found = lint(guideHmacWorkspace());
  expect(found.map(({ code, severity, message }) => [code, severity, message])).toEqual([
    ['source-decoded', 'hint', 'base64 of the secret “tyk123”, as the gateway wants it.'],
  ]);
});

test('has nothing but hints for a plain Tyk OAS definition', () => {
  expect(lint(workspaceOf({ apis: [oas()] })).map(({ code }) => code)).toEqual(['source-decoded']);
});

test('tells what a source decodes to', () => {
  const messageFor = (jwt_source: string, jwt_signing_method: string) =>
    lint(workspaceOf({ apis: [classic({ jwt_source, jwt_signing_method })] }))
      .filter(({ code }) => code.endsWith('-decoded'))
      .map(({ message }) => message);
  expect(messageFor('YWJj', 'hmac')).toEqual(['base64 of the secret “abc”, as the gateway wants it.']);
  expect(messageFor(base64(keySetUrl), 'rsa')).toEqual([
    `base64 of the address ${keySetUrl}, as the gateway wants it.`,
  ]);
  expect(messageFor(base64(pems.rsa2048), 'rsa')).toEqual(['base64 of a public key (PEM), RSA, 2048 bits.']);
  expect(messageFor(base64(pems.p256Certificate), 'ecdsa')).toEqual([
    'base64 of a certificate (PEM) with a public key, EC, P-256. Its dates and its issuer are not checked.',
  ]);
});

test('says which bytes a secret becomes that is base64 by chance', () => {
  const [finding] = findingsOf(workspaceOf({ apis: [classic({ jwt_source: 'tyk12345' })] }), 'secret-reads-as-base64');
  expect(finding?.message).toBe(
    '“tyk12345” happens to be base64: the secret is the 6 bytes b7 29 35 db 7e 39, not this text.',
  );
});

test('tells of the drafts, not of what is saved', () => {
  const guide = guideHmacWorkspace();
  const id = guide.apis[0]?.id ?? '';
  const typed = withDocument(guide, 'apis', id, (document) => ({
    ...document,
    draft: setMember(document.draft, ['jwt_source'], 'tyk123'),
  }));
  const [finding] = findingsOf(typed, 'source-not-base64');
  expect(finding).toMatchObject({
    kind: 'apis',
    documentId: id,
    path: ['jwt_source'],
    severity: 'error',
    section: '5.5',
  });
  const fixed = applyFix(typed, finding?.fixes[0] ?? { title: '', edits: [] });
  expect(fixed.apis[0]?.draft).toContain('"jwt_source": "dHlrMTIz"');
  expect(fixed.apis[0]?.saved).toBe(guide.apis[0]?.saved);
});

test('holds what is saved against the rest while a draft cannot be read', () => {
  const text = JSON.stringify(policy());
  const workspace = workspaceOf({ apis: [classic({ jwt_default_policies: ['gold'] })] });
  const broken = { ...workspace, policies: [{ id: 'p', draft: `${text}}`, saved: text }] };
  expect(
    lint(broken)
      .filter(({ severity }) => severity === 'error')
      .map(({ code }) => code),
  ).toEqual(['document-unreadable']);
  const unsaved = { ...workspace, policies: [{ id: 'p', draft: `${text}}`, saved: null }] };
  expect(lint(unsaved).some(({ code }) => code === 'no-policy-grants')).toBe(false);
});

test('offers no change of a document that cannot be read', () => {
  const text = JSON.stringify(policy({ id: 'other', org_id: 'org2' }));
  const workspace = workspaceOf({ apis: [classic({ jwt_default_policies: ['other'] })] });
  const broken = { ...workspace, policies: [{ id: 'p', draft: `${text},`, saved: text }] };
  const [finding] = findingsOf(broken, 'default-policy-of-other-org');
  expect(finding?.fixes.map(({ title }) => title)).toEqual(['Put the API into organisation “org2”']);
});

test('gives the same list for the same documents, and the same findings for a document that did not change', () => {
  const workspace = workspaceOf({ apis: [classic({ jwt_source: 'tyk123' }), classic({ api_id: 'api2' })] });
  const first = lint(workspace);
  expect(lint({ ...workspace, request: { ...workspace.request, path: '/b' } })).toBe(first);
  const other = withDocument(workspace, 'apis', 'api 1', (document) => ({ ...document, draft: `${document.draft} ` }));
  expect(findingsOf(other, 'source-not-base64')[0]).toBe(findingsOf(workspace, 'source-not-base64')[0]);
});

test('goes through the documents in their order', () => {
  const found = lint(
    workspaceOf({ apis: [classic(), oas()], policies: [policy({ is_inactive: true }), policy({ id: '' })] }),
  );
  const places = [...new Set(found.map(({ documentId }) => documentId))];
  expect(places).toEqual(['api 0', 'api 1', 'policy 0', 'policy 1']);
});

test('tells dates by the gateway’s clock', () => {
  const workspace = workspaceOf({ apis: [classic({ expiration: '2026-09-21 14:14' })] });
  const codes = (at: number) => lint(workspace, at).map(({ code }) => code);
  expect(codes(now * 1000)).not.toContain('expired');
  expect(codes((now + 60) * 1000)).toContain('expired');
});

test('finds members that are written in another case, and edits them there', () => {
  const text = JSON.stringify(classic({ jwt_source: 'tyk123' }), null, 2).replace('jwt_source', 'JWT_Source');
  const workspace = workspaceOf({ apis: [text] });
  expect(findingsOf(workspace, 'source-not-base64')[0]?.path).toEqual(['JWT_Source']);
  expect(repaired(workspace, 'source-not-base64').apis[0]?.draft).toContain('"JWT_Source": "dHlrMTIz"');
});

test('is not troubled by documents of odd shapes', () => {
  const odd = [
    '{}',
    '[]',
    'null',
    '""',
    '{"x-tyk-api-gateway": 5}',
    '{"openapi": "3.0.3", "security": 5, "components": []}',
  ];
  for (const text of odd) {
    const workspace = workspaceOf({ apis: [text], policies: [text] });
    expect(lint(workspace).length, text).toBeGreaterThan(0);
  }
});

test('offers no path for a claim that no path reaches', () => {
  const workspace = workspaceOf({
    apis: [oas({ customClaimValidation: { 'https://x.test/role': { type: 'required' } } })],
  });
  expect(findingsOf(workspace, 'claim-path-invalid').map(({ fixes }) => fixes)).toEqual([[]]);
});
