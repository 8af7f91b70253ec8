/**
 * The calls of the gateway's admin API that save what is on screen.
 */
import { settings } from '../../gateway/settings';
import { formOf } from '../documents';
import { isCleanJson, memberAt } from '../json-edit';
import type { Document, Workspace } from '../workspace';
import { bare, type Command, usualBaseUrl, withNotes } from './command';
import { heredoc, overLines, quoted } from './shell-text';

/** The variable that holds the secret; without it the one of the example configuration is used. */
const secretHeader = `-H "X-Tyk-Authorization: \${TYK_SECRET:-${settings.secret}}"`;

const policyNote =
  'The gateway keeps policies that are posted when policies.policy_source is file and policies.allow_explicit_policy_id is true.';

/** A command for each policy and API as it is typed, one for the reload, and before them one that does all. */
export function saveCommands(
  { apis, policies }: Pick<Workspace, 'apis' | 'policies'>,
  baseUrl: string = usualBaseUrl,
): readonly Command[] {
  const base = bare(baseUrl);
  const single = [
    ...policies.map((document) => savePolicy(document, base)),
    ...apis.map((document) => saveApi(document, base)),
    reload(base),
  ];
  const notes = [...new Set(single.map(({ note = null }) => note))];
  const all = withNotes(
    {
      id: 'save-all',
      title: 'Save everything and reload',
      shell: 'sh',
      text: single.map(({ text }) => text).join('\n\n'),
    },
    notes,
  );
  return single.length > 1 ? [all, ...single] : single;
}

function saveApi({ id, draft }: Document, base: string): Command {
  const form = formOf(draft);
  const oas = form.ok && form.value === 'oas';
  const name = memberAt(draft, oas ? ['x-tyk-api-gateway', 'info', 'name'] : ['name']);
  const title = `Save the API ${typeof name === 'string' && name !== '' ? name : 'without a name'}`;
  const text = post(`${base}/tyk/apis${oas ? '/oas' : ''}`, draft);
  return withNotes({ id: `api-${id}`, title, shell: 'sh', text }, [notJson(draft)]);
}

function savePolicy({ id, draft }: Document, base: string): Command {
  const policyId = memberAt(draft, ['id']);
  const title = `Save the policy ${typeof policyId === 'string' && policyId !== '' ? policyId : 'without an id'}`;
  const text = post(`${base}/tyk/policies`, draft);
  return withNotes({ id: `policy-${id}`, title, shell: 'sh', text }, [notJson(draft), policyNote]);
}

function notJson(draft: string): string | null {
  return isCleanJson(draft) ? null : 'The text is not JSON yet, so the gateway will refuse it.';
}

function post(url: string, text: string): string {
  const command = overLines([
    `curl -sS ${quoted(url)}`,
    secretHeader,
    "-H 'Content-Type: application/json'",
    '--data-binary @-',
  ]);
  return heredoc(command, text, 'JSON');
}

function reload(base: string): Command {
  const text = overLines([`curl -sS ${quoted(`${base}/tyk/reload/group`)}`, secretHeader]);
  const note = 'What was saved is in force after the reload, which follows within a second or two.';
  return { id: 'reload', title: 'Reload the gateway', shell: 'sh', text, note };
}
