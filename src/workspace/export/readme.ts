/**
 * The README of an exported folder: start, request, expected answer.
 */
import { settings } from '../../gateway/settings';
import { requestCommand } from '../commands/request-command';
import { utcTime } from '../time-text';
import type { ExportedRequest } from './exported-requests';
import type { Replaced } from './gateway-files';
import { exportedPort } from './tyk-conf';

/** What it tells of. */
export interface ReadmeContent {
  readonly name: string;
  readonly requests: readonly ExportedRequest[];
  readonly replaced: readonly Replaced[];
  /** A sentence each: what is not in the folder. */
  readonly leftOut: readonly string[];
  /** Whether the workspace itself is in it, with its keys. */
  readonly withWorkspace: boolean;
}

const base = `http://localhost:${String(exportedPort)}`;

/** The text of `README.md`. */
export function readme({ name, requests, replaced, leftOut, withWorkspace }: ReadmeContent): string {
  const parts = [
    `# ${inLine(name)}`,
    `A folder that Tyk Gateway ${settings.version} runs, made by the JWT playground: \`tyk.conf\`, the API definitions in \`apps/\`, the policies in \`policies/\`, and in \`stand-in/\` what answers in the place of upstreams and key sets. It is for trying things out: the secret of the admin API is the one of Tyk's examples, and the log is at level debug.`,
    start,
    requestsPart(requests),
    replacedPart(replaced),
    withWorkspace
      ? 'In `playground.json` is the whole workspace, with its private keys and secrets: do not pass it on. Dropped on the playground this folder opens it again.'
      : 'Dropped on the playground this folder opens again, with the addresses as they were. The definitions hold what the gateway needs, shared secrets too.',
    leftOut.length === 0 ? '' : `## Not in it\n\n${leftOut.map((each) => `- ${inLine(each)}`).join('\n')}`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const start = `## Start

With Docker: gateway, redis and stand-in share one network, and the gateway answers on port ${String(exportedPort)}.

\`\`\`sh
docker compose up -d
curl ${base}/hello
\`\`\`

By a gateway that is installed, with redis on port 6379 of this machine; it listens on every address that the machine has:

\`\`\`sh
node stand-in/server.mjs &
/opt/tyk-gateway/tyk --conf=tyk.conf
\`\`\`

Without a gateway, by the playground's own emulation of the gateway (in the playground's source, beside this folder's stand-in):

\`\`\`sh
node stand-in/server.mjs &
npm run gateway -- THIS_FOLDER
\`\`\`

After a change of a file: \`docker compose restart gateway\`. To begin again without sessions: \`docker compose down\`, then up.`;

function requestsPart(requests: readonly ExportedRequest[]): string {
  if (requests.length === 0) return '';
  const all = requests.map((each, index) => requestPart(each, index + 1));
  return [
    '## Requests, and what they are answered',
    `In this order, by a gateway that has just begun; all at once with \`node check.mjs ${base}\`, which compares the answers.`,
    ...all,
  ].join('\n\n');
}

function requestPart(exported: ExportedRequest, number: number): string {
  const { request, status, body, onPage, ends } = exported;
  const { text, note } = requestCommand(exported, base);
  const expected =
    status === null
      ? 'The connection is cut without an answer.'
      : `Expected: **${String(status)}**${body === null ? ', from the upstream.' : ` ${inCode(body.trim())}`}`;
  const notes = [
    onPage,
    ends === null ? '' : `The token ends at ${utcTime(ends)}; after that it is refused.`,
    exported.token.ok ? '' : (note ?? ''),
  ].filter((each) => each !== '');
  return [
    `### ${String(number)}. ${inLine(`${request.method} ${request.path}`)}`,
    fenced('sh', text),
    [expected, ...notes.map(inLine)].join(' '),
  ].join('\n\n');
}

function replacedPart(replaced: readonly Replaced[]): string {
  if (replaced.length === 0) return '';
  const rows = replaced.map(({ from, to, as }) => `| ${as} | ${inCode(from)} | ${inCode(to)} |`);
  return [
    '## Addresses that were replaced',
    'On the page these answers are made up; here the stand-in gives them. Put the real addresses into `apps/` to go on from there.',
    ['| as | in the workspace | here |', '|---|---|---|', ...rows].join('\n'),
  ].join('\n\n');
}

/** A text on one line, so that it is nothing but text in Markdown. */
function inLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|]/g, '\\$&');
}

function inCode(text: string): string {
  const line = text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
  const ticks = '`'.repeat(longestRun(line) + 1);
  return `${ticks} ${line} ${ticks}`;
}

function fenced(language: string, text: string): string {
  const ticks = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${ticks}${language}\n${text}\n${ticks}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
}
