/**
 * The request on screen as a curl command.
 */
import type { Header } from '../../gateway/outcome';
import type { Evaluation } from '../evaluate';
import { bare, type Command, usualBaseUrl, withNotes } from './command';
import { overLines, quoted } from './shell-text';

/** The command; the token, as it was made for the evaluation, is in it. */
export function requestCommand(
  { request, token, workspace }: Pick<Evaluation, 'request' | 'token' | 'workspace'>,
  baseUrl: string = usualBaseUrl,
): Command {
  const { method, path, headers, body } = request;
  const long = headers.filter((header) => isLong(line(header)));
  const longBody = body !== undefined && isLong(body);
  const parts = [
    ...methodOptions(method, body !== undefined),
    ...urlOptions(bare(baseUrl), path),
    ...headerOptions(
      headers.filter((header) => !long.includes(header)),
      body !== undefined,
    ),
    ...(long.length === 0 ? [] : ['-H @headers.txt']),
    ...(body === undefined ? [] : [longBody ? '--data-binary @body.txt' : `--data-raw ${quoted(body)}`]),
  ];
  // The shell's own printf, which is no program, takes texts of any length.
  const files = [
    ...(long.length === 0
      ? []
      : [`printf '%s\\n' ${long.map((header) => quoted(line(header))).join(' ')} > headers.txt`]),
    ...(longBody ? [`printf %s ${quoted(body)} > body.txt`] : []),
  ];
  const { clock } = workspace;
  const text = [...files, overLines(parts)].join('\n');
  return withNotes({ id: 'request', title: 'Send the request', shell: 'sh', text }, [
    token.ok ? null : `It carries no token: ${token.message}`,
    !clock.runs || clock.offset !== 0
      ? 'The clock of this page was moved: your gateway judges the token’s times by its own.'
      : null,
    body?.includes('\0') === true
      ? 'The body has a NUL character, which no command can hold: curl sends what is before it.'
      : null,
    files.length === 0 ? null : 'What is too long for an argument of a program goes through a file.',
    isTooLong([path, ...headers.map(line)]) ? 'curl itself sends no request line and headers of 1 MiB and more.' : null,
  ]);
}

const utf8 = new TextEncoder();

/** A program takes no argument of 128 KiB on Linux. */
function isLong(text: string): boolean {
  return utf8.encode(text).length > 100_000;
}

/** What curl holds in memory for the lines of a request, those that it adds included; the gateway reads 4 KiB more. */
function isTooLong(lines: readonly string[]): boolean {
  return utf8.encode(lines.join('\r\n')).length > (1 << 20) - 200;
}

/** A header as curl wants it: one without a value ends with a semicolon. */
function line([name, value]: Header): string {
  return value === '' ? `${name};` : `${name}: ${value}`;
}

/** The first line. curl answers a HEAD with `-I`; with another method it has to be named unless curl takes it by itself. */
function methodOptions(method: string, hasBody: boolean): readonly string[] {
  if (method === 'HEAD' && !hasBody) return ['curl -I'];
  // curl would wait for the body that an answer to HEAD does not have.
  if (method === 'HEAD') return ['curl -i -X HEAD -m 5'];
  const usual = hasBody ? 'POST' : 'GET';
  return [method === usual ? 'curl -i' : `curl -i -X ${quoted(method)}`];
}

/** What curl would change in a URL, or read something into, is switched off; what a URL cannot hold is sent beside it. */
function urlOptions(base: string, path: string): readonly string[] {
  if (!/^\/[!-~]*$/.test(path) || path.includes('#')) return [quoted(`${base}/`), `--request-target ${quoted(path)}`];
  const [plain = ''] = path.split('?', 1);
  const options = [quoted(base + path)];
  if (/[[\]{}]/.test(base + path)) options.push('--globoff');
  if (/(^|\/)\.{1,2}(\/|$)/.test(plain)) options.push('--path-as-is');
  return options;
}

function headerOptions(headers: readonly Header[], hasBody: boolean): readonly string[] {
  const options: string[] = [];
  let cookies = 0;
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (lower === 'host') continue;
    if (lower === 'cookie' && value.includes('=') && cookies++ === 0) options.push(`-b ${quoted(value)}`);
    else options.push(`-H ${quoted(line([name, value]))}`);
  }
  // Without this curl would call the body a form, and the gateway answers in the form of the request's type.
  const typed = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return hasBody && !typed ? [...options, "-H 'Content-Type:'"] : options;
}
