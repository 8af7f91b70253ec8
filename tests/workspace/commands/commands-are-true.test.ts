import { rmSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { freshState } from '../../../src/gateway/state';
import { makeNetwork } from '../../../src/mock/network';
import { scenarios } from '../../../src/scenarios/catalogue';
import { guideHmacWorkspace } from '../../../src/scenarios/guide-hmac';
import { act, openScenario, type IssueToken } from '../../../src/scenarios/open-scenario';
import type { Scenario } from '../../../src/scenarios/scenario';
import { issueToken } from '../../../src/ui/scenarios/issue-token';
import { requestCommand } from '../../../src/workspace/commands/request-command';
import { saveCommands } from '../../../src/workspace/commands/save-commands';
import { signingCommands } from '../../../src/workspace/commands/signing-commands';
import { Evaluator, type Evaluation } from '../../../src/workspace/evaluate';
import { exportFolder } from '../../../src/workspace/export/export-folder';
import { memberAt, setMember } from '../../../src/workspace/json-edit';
import { decodeParts } from '../../../src/workspace/token';
import { newDocument, type RequestDraft, type Workspace } from '../../../src/workspace/workspace';
import { removed, written } from '../export/stand-in';
import { curlAnswer, pageAnswer, type Answer } from './curl-answer';
import { npmRunGateway, startEmptyGateway } from './gateways';
import { inNode, inShell, workFolder } from './shell';

const folder = workFolder();
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const now = 1_790_000_000_250;

/** The workspaces that a scenario goes through, each once. */
async function workspacesOf(scenario: Scenario): Promise<readonly Workspace[]> {
  const issue: IssueToken = (...asked) => issueToken(...asked, now);
  // They are the gateway's, which is a new one each time.
  const none = (): void => undefined;
  const effects = { wait: none, flushKeySets: none, deleteSessions: none, readApi: none };
  let workspace = await openScenario(scenario, now, issue);
  const all = new Set([workspace]);
  for (const { before = [] } of scenario.steps) {
    workspace = await act(workspace, before, { now: () => now, issue, effects });
    all.add(workspace);
  }
  return [...all];
}

function evaluate(workspace: Workspace): Promise<Evaluation> {
  return new Evaluator(makeNetwork(() => workspace)).evaluate(workspace, freshState(), now);
}

const mark = '--- the next command ---';

/** Runs commands one after another in one shell; gives what each printed. The exit of one does not end the next. */
async function run(commands: readonly string[]): Promise<readonly string[]> {
  const all = commands.map((text) => `(\n${text}\n) || echo "exit $?"`).join(`\necho '${mark}'\n`);
  return (await inShell(all, folder, 'sh')).split(`${mark}\n`);
}

/** What curl printed; 52, 56 and 18 are its words for an answer that did not come, or broke off. */
function answered(printed: string): Answer | 'not sent' {
  const [, exit] = /^exit (\d+)\n$/.exec(printed) ?? [];
  if (exit === undefined) return curlAnswer(printed);
  return ['52', '56', '18'].includes(exit) ? null : 'not sent';
}

/** The commands that make the token with openssl; none where the page has none. */
function signing(page: Evaluation): readonly string[] {
  const commands = signingCommands(page).filter(({ id }) => id === 'private-key' || id === 'sign-openssl');
  const can = commands.some(({ id }) => id === 'sign-openssl');
  return can ? [commands.map(({ text }) => text).join('\n')] : [];
}

interface Followed {
  readonly answer: Answer | 'not sent';
  /** How many calls of the admin API were answered with ok. */
  readonly saved: number;
  /** The token that openssl made; empty: none. */
  readonly made: string;
}

/** Saves a workspace to an empty gateway with the page's commands, and sends its request; then signs its token. */
async function follow(page: Evaluation): Promise<Followed> {
  const network = makeNetwork(() => page.workspace);
  const gateway = await startEmptyGateway(network, now);
  const base = `http://127.0.0.1:${String(gateway.port)}`;
  const [all] = saveCommands(page.workspace, base);
  const [printed = '', answer = '', made = ''] = await run([
    all?.text ?? '',
    requestCommand(page, base).text,
    ...signing(page),
  ]);
  await gateway.close();
  return { answer: answered(answer), saved: printed.match(/"status":"ok"/g)?.length ?? 0, made: made.trimEnd() };
}

describe.each(scenarios.map((scenario) => [scenario.id, scenario] as const))('%s', (_, scenario) => {
  test('is saved to an empty gateway by its commands, which then answers curl as the page says', async () => {
    for (const workspace of await workspacesOf(scenario)) {
      const page = await evaluate(workspace);
      const { answer, saved, made } = await follow(page);
      expect(saved).toBe(workspace.apis.length + workspace.policies.length + 1);
      const { note = '' } = requestCommand(page);
      if (note.includes('1 MiB')) expect(answer).toBe('not sent');
      else expect(answer).toEqual(pageAnswer(page));
      if (made === '' || (page.token.ok && made === page.token.text)) continue;
      // Signed at random, or without what was done to the token afterwards: judged by itself.
      const again = await evaluate({ ...workspace, token: { kind: 'encoded', text: made } });
      expect((await follow(again)).answer).toEqual(pageAnswer(again));
    }
  });
});

const [api] = guideHmacWorkspace().apis;
const odd = `it's "odd" $HOME \`x\` \\ ! \n\ttab * ? [a] {b} ~ # é 😀 %s`;
const oneLine = odd.replaceAll(/[\n\t]/g, ' ');
const on = true;

const requests: readonly (readonly [what: string, request: Partial<RequestDraft>])[] = [
  ['a body with quotes, line feeds and letters of all kinds', { method: 'POST', path: '/orders/post', body: odd }],
  ['a body of JSON', { method: 'PUT', path: '/orders/put', body: `{\n  "it's": "\\"é\\""\n}\n` }],
  ['a body too long for an argument', { method: 'POST', path: '/orders/post', body: `${odd}\n`.repeat(4000) }],
  ['headers with quotes and signs of the shell', { headers: [{ name: 'X-Odd', value: oneLine, on }] }],
  [
    'a header too long for an argument, beside one without a value',
    {
      headers: [
        { name: 'X-Long', value: oneLine.repeat(4000), on },
        { name: 'X-Empty', value: '', on },
      ],
    },
  ],
  ['a query with signs of the shell', { path: `/orders/get?a='%20"$z\`;|<>()!*&b=%C3%A9&b=[1-3]{x,y}&c` }],
  ['a path with dots and braces', { path: '/orders/anything/{a,b}/./x/../[1-3]' }],
  ['cookies', { path: '/orders/headers', cookies: [{ name: 'a', value: `"it's"`, on }] }],
  ['the token in a query', { token: { in: 'query', name: 'jwt' } }],
  ['the token in a cookie', { token: { in: 'cookie', name: 'jwt' } }],
  ['a HEAD', { method: 'HEAD' }],
  ['a method of its own', { method: 'PROPFIND' }],
];

test.each(requests)('curl is answered as the page says for %s', async (_, changes) => {
  const guide = guideHmacWorkspace();
  const draft = setMember(setMember(api?.draft ?? '', ['auth', 'use_param'], true), ['auth', 'param_name'], 'jwt');
  const named = setMember(setMember(draft, ['auth', 'use_cookie'], true), ['auth', 'cookie_name'], 'jwt');
  const request = { ...guide.request, ...changes };
  const page = await evaluate({ ...guide, apis: [newDocument(named)], request });
  expect((await follow(page)).answer).toEqual(pageAnswer(page));
});

test('the token that Node makes with jose is taken as the page’s is', async () => {
  const wanted = new Set(['HS256', 'RS256', 'ES256']);
  for (const scenario of scenarios) {
    const page = await evaluate(await openScenario(scenario, now, (...asked) => issueToken(...asked, now)));
    const commands = signingCommands(page);
    const jose = commands.find(({ id }) => id === 'sign-jose');
    const alg = page.token.ok ? memberAt(decodeParts(page.token.text).header ?? '', ['alg']) : undefined;
    if (jose === undefined || page.exchange.response?.status !== 200 || typeof alg !== 'string' || !wanted.delete(alg))
      continue;
    const key = commands.find(({ id }) => id === 'private-key');
    await inShell(key?.text ?? '', folder, 'sh');
    const text = (await inNode(jose.text, folder)).trimEnd();
    const again = await evaluate({ ...page.workspace, token: { kind: 'encoded', text } });
    expect([again.exchange.response?.status, (await follow(again)).answer]).toEqual([200, pageAnswer(again)]);
  }
  expect([...wanted]).toEqual([]);
});

test('npm run gateway on an empty folder and on the exported one answers curl as the page says', async () => {
  const at = Date.now();
  const workspace = guideHmacWorkspace();
  const network = makeNetwork(() => workspace);
  const page = await new Evaluator(network).evaluate(workspace, freshState(), at);
  const how = { standIn: false, withWorkspace: false };
  const { files } = await exportFolder({ name: 'Mine', workspace, sent: [], network, now: at, ...how });
  const empty = new Map([
    ['apps/.keep', ''],
    ['policies/.keep', ''],
  ]);
  const first = written(empty);
  for (const top of [first, written(files)]) {
    const gateway = await npmRunGateway(top, '--port', '0', '--mock-upstream');
    const save = gateway.told.includes('no API is loaded') ? saveCommands(workspace, gateway.base).slice(0, 1) : [];
    const printed = await run([...save.map(({ text }) => text), requestCommand(page, gateway.base).text]);
    await gateway.stop();
    removed(top);
    expect(save).toHaveLength(top === first ? 1 : 0);
    expect(answered(printed.at(-1) ?? '')).toEqual(pageAnswer(page));
    expect(page.exchange.response?.status).toBe(200);
  }
});
