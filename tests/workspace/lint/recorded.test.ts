import { expect, test } from 'vitest';
import type { RecordedApi, RecordedCase } from '../../../src/recordings/recording';
import { readApi, readPolicy } from '../../../src/workspace/documents';
import { applyFix } from '../../../src/workspace/lint/apply-fix';
import { lint } from '../../../src/workspace/lint/lint';
import type { LintCode } from '../../../src/workspace/lint/rules';
import type { Workspace } from '../../../src/workspace/workspace';
import { recordedCases } from '../../gateway/recorded';
import { workspaceOf } from './build';

const files = [
  '01-guide',
  '02-token-shape',
  '03-keys',
  '04-claims',
  '05-policies',
  '06-request',
  '07-oas',
  '08-random',
  '09-traps',
  '10-admin',
  '12-more',
  '13-slow',
] as const;

const textOf = ({ oas, classic }: RecordedApi): string => oas ?? classic ?? '';

/** What a case has in force at its beginning, and after each change. */
function* workspaces({ apis, policies, exchanges }: RecordedCase): Iterable<Workspace> {
  let now = { apis: apis.map(textOf), policies };
  yield workspaceOf(now);
  for (const change of exchanges) {
    if (change.apis === undefined && change.policies === undefined) continue;
    now = { apis: change.apis?.map(textOf) ?? now.apis, policies: change.policies ?? now.policies };
    yield workspaceOf(now);
  }
}

/** Every case with its workspaces, made once: findings are kept with a document. */
const cases = new Map(
  files.map((file) => [file, recordedCases(file).map((recorded) => ({ recorded, stages: [...workspaces(recorded)] }))]),
);

test.each(files)('lints every definition of %s, and every fix leaves documents that can be read', (file) => {
  for (const { recorded, stages } of cases.get(file) ?? []) {
    for (const workspace of stages) {
      for (const finding of lint(workspace)) {
        expect(finding.message.length, finding.code).toBeGreaterThan(10);
        for (const fix of finding.fixes) {
          const { apis, policies } = applyFix(workspace, fix);
          const unread = [
            ...apis.filter((one, at) => one !== workspace.apis[at]).map(({ draft }) => readApi(draft)),
            ...policies.filter((one, at) => one !== workspace.policies[at]).map(({ draft }) => readPolicy(draft)),
          ].filter(({ ok }) => !ok);
          expect(unread, `${recorded.name}: ${finding.code}, ${fix.title}`).toEqual([]);
        }
      }
    }
  }
});

/** With one of these in its only API no token passes, whatever it is. */
const closing: ReadonlySet<LintCode> = new Set<LintCode>([
  'listen-path-empty',
  'listen-path-blank',
  'listen-path-no-route',
  'versions-missing',
  'jwt-off',
  'oas-bearer-format',
  'oas-requirement-missing',
  'auth-token-in-one-place',
  'identity-from-elsewhere',
  'token-places-off',
  'source-not-base64',
  'pem-not-base64',
  'source-url-with-blanks',
  'key-encoded-twice',
  'secret-for-key-method',
  'private-key-in-source',
  'pkcs1-key',
  'pem-damaged',
  'key-unreadable',
  'key-of-other-family',
  'rsa-key-too-short',
  'classic-key-sets-unread',
  'claim-path-invalid',
  'claim-never-met',
  'policy-source-missing',
]);

test('no request of a real gateway passed where the lint says that none does', () => {
  const seen = new Set<LintCode>();
  for (const file of files) {
    for (const { recorded, stages } of cases.get(file) ?? []) {
      const { name, apis, exchanges } = recorded;
      if (apis.length !== 1 || exchanges.some((one) => one.apis ?? one.policies ?? one.admin)) continue;
      const [workspace] = stages;
      const found = workspace === undefined ? [] : lint(workspace).filter(({ code }) => closing.has(code));
      for (const { code } of found) {
        seen.add(code);
        for (const { response, at } of exchanges)
          expect(response.status, `${name} at ${String(at)}: ${code}`).not.toBe(200);
      }
    }
  }
  expect(seen.size).toBeGreaterThan(18);
});
