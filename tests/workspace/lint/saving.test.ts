import { expect, test } from 'vitest';
import { answerAdmin } from '../../../src/gateway/admin/admin';
import { emptyCatalogue } from '../../../src/gateway/admin/catalogue';
import { Gateway } from '../../../src/gateway/gateway';
import { settings } from '../../../src/gateway/settings';
import { formOf } from '../../../src/workspace/documents';
import { lint } from '../../../src/workspace/lint/lint';
import type { LintCode } from '../../../src/workspace/lint/rules';
import type { Workspace } from '../../../src/workspace/workspace';
import { classic, oas, policy, StillWorld } from '../../gateway/build';
import { recordedCases } from '../../gateway/recorded';
import { type Documents, repaired, workspaceOf } from './build';

/** The status with which the admin API answers a POST. */
function post(path: string, body: string): number | undefined {
  const call = { method: 'POST', path: `/tyk/${path}`, body, secret: settings.secret };
  return answerAdmin(new Gateway(new StillWorld()), emptyCatalogue(), call).response?.status;
}

function saveApi(text: string): number | undefined {
  const form = formOf(text);
  return post(form.ok && form.value === 'oas' ? 'apis/oas' : 'apis', text);
}

function saved({ apis, policies }: Workspace, kind: 'apis' | 'policies'): number | undefined {
  const text = (kind === 'apis' ? apis : policies)[0]?.draft ?? '';
  return kind === 'apis' ? saveApi(text) : post('policies', text);
}

const jwt = { enabled: true, source: 'dHlrMTIz', signingMethod: 'hmac' };

const refused: readonly (readonly [LintCode, 'apis' | 'policies', Documents])[] = [
  ['document-unreadable', 'apis', { apis: [classic({ jwt_expires_at_validation_skew: 1.5 })] }],
  ['document-unreadable', 'policies', { policies: [policy({ rate: '5' })] }],
  ['token-places-off', 'apis', { apis: [classic({ auth_configs: { jwt: { disable_header: true } } })] }],
  ['oas-component-missing', 'apis', { apis: [{ ...oas({}, { securitySchemes: { jwtAuth: jwt } }), components: {} }] }],
  ['policy-id-missing', 'policies', { policies: [policy({ id: '' })] }],
  ['policy-id-unfit', 'policies', { policies: [policy({ id: 'gold plan' })] }],
];

test.each(refused)('%s is refused on saving, and saved once it is put right (%s)', (code, kind, documents) => {
  const workspace = workspaceOf(documents);
  expect(saved(workspace, kind)).toBe(400);
  const after = repaired(workspace, code);
  // The scheme of the OAS case names no header either.
  const places = lint(after).some((finding) => finding.code === 'token-places-off');
  expect(saved(places ? repaired(after, 'token-places-off') : after, kind)).toBe(200);
});

/** Findings that say that saving is refused, of an API. */
const saying: ReadonlySet<LintCode> = new Set<LintCode>([
  'save-refused',
  'document-unreadable',
  'token-places-off',
  'oas-extension-missing',
  'oas-component-missing',
  'listen-path-empty',
]);

const edgeCases = [
  classic({ enable_ip_whitelisting: true, allowed_ips: ['nowhere'] }),
  { ...oas(), openapi: '2.0' },
  { ...oas(), paths: null },
  { ...oas(), security: [{ other: [] }] },
  { ...oas(), components: { securitySchemes: { jwtAuth: { type: 'nope' } } } },
  oas({ enabled: 'yes' }),
  oas({ header: 'yes' }),
  oas({ query: { enabled: true, name: 5 } }),
  oas({}, { enabled: 'yes' }),
].map((document) => JSON.stringify(document));

test('says of no recorded definition that it cannot be saved, unless the admin API refuses it, and the other way round', () => {
  const recorded = ['06-request', '07-oas', '09-traps', '12-more'].flatMap((file) =>
    recordedCases(file).flatMap(({ apis }) => apis.map(({ oas: document, classic: plain }) => document ?? plain ?? '')),
  );
  let refusals = 0;
  for (const text of [...recorded, ...edgeCases]) {
    const says = lint(workspaceOf({ apis: [text] })).some(({ kind, code }) => kind === 'apis' && saying.has(code));
    const status = saveApi(text);
    expect([status, says], text).toEqual(status === 200 ? [200, false] : [400, true]);
    if (status === 400) refusals++;
  }
  expect(refusals).toBeGreaterThanOrEqual(edgeCases.length);
});
