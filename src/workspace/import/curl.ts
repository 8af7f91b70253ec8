/**
 * A curl command as the request that it would send.
 */
import { encodeStd } from '../../go/base64';
import type { NameValue } from '../workspace';
import { type CurlOption, curlOptions } from './curl-options';
import { type ImportPart, type NotUnderstood, onlyProblem, type Recognised } from './part';
import { encoded, targetOf, withQueries } from './curl-target';
import { isPlaceholder, takeToken } from './curl-token';
import { shellWords } from './shell-words';
import { tokenPart } from './token-text';

const start = /^[$%>#]?\s*(?:\S*\/)?curl(?:\.exe)?(?=\s|$)/;

/** Whether a text is a curl command, with a prompt before it or not. */
export function isCurl(text: string): boolean {
  return start.test(text);
}

/** The request of a curl command, and its token. */
export function readCurl(text: string): Recognised {
  if (/\^\s*\n|\^"/.test(text)) {
    const why = 'It is quoted for the command prompt of Windows; copy it for bash (“Copy as cURL (bash)”).';
    return onlyProblem('curl command', why);
  }
  const split = shellWords(text.replace(/^[$%>#]\s*(?=\S*curl)/, ''));
  if (!split.ok) return onlyProblem('curl command', split.problem);
  const read = curlOptions(split.words.slice(1));
  if (!read.ok) return onlyProblem('curl command', read.problem);
  const notes: NotUnderstood[] = split.unknown.map((what) => ({
    what,
    why: 'The shell puts something in its place; what, the command does not say.',
  }));
  if (split.rest !== '') notes.push({ what: split.rest, why: 'This is no part of the curl command.' });
  for (const what of read.unknown) notes.push({ what, why: 'This option of curl is not known here.' });
  return new Command(read.options, read.urls, notes).read();
}

/** Options by which the request is the same for the gateway. */
const silent: ReadonlySet<string> = new Set([
  'progress-bar',
  'ipv4',
  'ipv6',
  'fail',
  'fail-with-body',
  'fail-early',
  'include',
  'insecure',
  'location',
  'no-buffer',
  'remote-name',
  'remote-time',
  'remote-header-name',
  'silent',
  'show-error',
  'verbose',
  'no-progress-meter',
  'http1.1',
  'http2',
  'http2-prior-knowledge',
  'http3',
  'tlsv1.0',
  'tlsv1.1',
  'tlsv1.2',
  'tlsv1.3',
  'no-keepalive',
  'parallel',
  'basic',
  'globoff',
  'path-as-is',
  'request-target',
  'get',
  'head',
  'output',
  'write-out',
  'dump-header',
  'cookie-jar',
  'max-time',
  'connect-timeout',
  'cacert',
  'capath',
  'resolve',
  'connect-to',
  'noproxy',
  'proxy',
  'retry',
  'retry-delay',
  'retry-max-time',
  'retry-all-errors',
  'retry-connrefused',
  'limit-rate',
  'max-redirs',
  'stderr',
  'trace',
  'trace-ascii',
  'trace-time',
  'compressed',
]);

class Command {
  readonly #options: readonly CurlOption[];
  readonly #urls: readonly string[];
  readonly #notes: NotUnderstood[];
  readonly #headers: NameValue[] = [];
  readonly #cookies: NameValue[] = [];
  readonly #queries: string[] = [];
  /** Headers that other options than `--header` stand for; that one wins. */
  readonly #implied: NameValue[] = [];
  #method: string | null = null;
  /** `null`: no data was given. */
  #data: string | null = null;
  #dataType = 'application/x-www-form-urlencoded';

  constructor(options: readonly CurlOption[], urls: readonly string[], notes: NotUnderstood[]) {
    this.#options = options;
    this.#urls = urls;
    this.#notes = notes;
  }

  read(): Recognised {
    const urls: string[] = [];
    for (const option of this.#options) {
      if (option.name === 'next') {
        this.#note('--next', 'Only the first of several requests is taken.');
        break;
      }
      if (option.name === 'url') urls.push(option.value);
      else this.#take(option);
    }
    const [url, ...others] = [...urls, ...this.#urls];
    if (url === undefined) return onlyProblem('curl command', 'It has no URL.');
    for (const other of others) this.#note(other, 'Only the first of several URLs is taken.');
    const inQuery = this.#has('get') && this.#data !== null ? [this.#data] : [];
    const path = withQueries(this.#target(url), [...inQuery, ...this.#queries]);
    const body = this.#has('get') ? null : this.#data;
    if (body !== null) this.#imply('Content-Type', this.#dataType);
    const method = this.#method ?? (this.#has('head') ? 'HEAD' : body === null ? 'GET' : 'POST');
    const { token, placement, headers } = takeToken(this.#allHeaders());
    const request = { method, path, headers, cookies: this.#cookies, body: body ?? '', token: placement };
    const parts: ImportPart[] = [{ kind: 'request', title: `Request ${method} ${path}`, request }];
    if (token !== null && isPlaceholder(token))
      this.#note(token, 'It stands for a token; the one that is there is kept.');
    else if (token !== null) parts.push(tokenPart(token));
    return { parts, notUnderstood: this.#notes };
  }

  #note(what: string, why: string): void {
    this.#notes.push({ what, why });
  }

  #has(name: string): boolean {
    return this.#options.some((option) => option.name === name);
  }

  #take({ name, value }: CurlOption): void {
    switch (name) {
      case 'request':
        this.#method = value;
        return;
      case 'header':
        this.#header(value);
        return;
      case 'cookie':
        this.#cookie(value);
        return;
      case 'user':
        this.#imply('Authorization', `Basic ${encodeStd(utf8.encode(value.includes(':') ? value : `${value}:`))}`);
        if (!value.includes(':')) this.#note('--user', 'curl asks for the password; here it is empty.');
        return;
      case 'oauth2-bearer':
        this.#imply('Authorization', `Bearer ${value}`);
        return;
      case 'user-agent':
        this.#imply('User-Agent', value);
        return;
      case 'referer':
        this.#imply('Referer', value.replace(/;auto$/, ''));
        return;
      case 'range':
        this.#imply('Range', `bytes=${value}`);
        return;
      case 'json':
        this.#addData('--json', value, '');
        this.#dataType = 'application/json';
        this.#imply('Accept', 'application/json');
        return;
      case 'data':
      case 'data-ascii':
      case 'data-binary':
        this.#addData(`--${name}`, value, '&');
        return;
      case 'data-raw':
        this.#data = joined(this.#data, value, '&');
        return;
      case 'data-urlencode':
      case 'url-query':
        this.#addEncoded(name, value);
        return;
      default:
        if (!silent.has(name)) this.#note(`--${name}`, notTaken[name] ?? 'This option is not taken over.');
    }
  }

  /** `Name: value`; `Name;` is a header without a value, `Name:` takes curl's own away (curl, `--header`). */
  #header(text: string): void {
    if (text.startsWith('@')) {
      this.#note(`--header ${text}`, 'The headers stand in a file.');
      return;
    }
    const bare = /^([^:;]+);\s*$/.exec(text)?.[1];
    const [, given = '', value = ''] = /^([^:]+):([^]*)$/.exec(text) ?? [];
    const name = (bare ?? given).trim();
    if (name === '') this.#note(`--header ${text}`, 'This is no header.');
    else if (name.toLowerCase() === 'host') this.#note(`--header ${text}`, 'The gateway here has one host name.');
    else if (name.toLowerCase() === 'cookie' && value.includes('=')) this.#cookie(value.trim());
    else if (bare === undefined && value.trim() === '') this.#headers.push({ name, value: removed, on: true });
    else this.#headers.push({ name, value: value.trim(), on: true });
  }

  #cookie(text: string): void {
    if (!text.includes('=')) {
      this.#note(`--cookie ${text}`, 'The cookies stand in a file.');
      return;
    }
    for (const pair of text.split(';').map((each) => each.trim())) {
      if (pair === '') continue;
      const [, name = pair, value = ''] = /^([^=]*)=([^]*)$/.exec(pair) ?? [];
      this.#cookies.push({ name: name.trim(), value, on: true });
    }
  }

  #imply(name: string, value: string): void {
    this.#implied.push({ name, value, on: true });
  }

  #allHeaders(): readonly NameValue[] {
    const given = new Set(this.#headers.map(({ name }) => name.toLowerCase()));
    const all = [...this.#headers, ...this.#implied.filter(({ name }) => !given.has(name.toLowerCase()))];
    return all.filter(({ value }) => value !== removed);
  }

  #addData(option: string, value: string, separator: string): void {
    if (value.startsWith('@')) this.#note(`${option} ${value}`, 'The body stands in a file.');
    else this.#data = joined(this.#data, value, separator);
  }

  /** `content`, `=content` or `name=content`, encoded; `name@file` cannot be (curl, `--data-urlencode`). */
  #addEncoded(option: string, value: string): void {
    const found = /^([^=@]*)([=@])([^]*)$/.exec(value);
    const [, name = '', sign = '=', content = value] = found ?? [];
    if (sign === '@') {
      this.#note(`--${option} ${value}`, 'The value stands in a file.');
      return;
    }
    const pair = `${name === '' ? '' : `${name}=`}${encoded(content)}`;
    if (option === 'url-query') this.#queries.push(value.startsWith('+') ? value.slice(1) : pair);
    else this.#data = joined(this.#data, pair, '&');
  }

  /** Path and query of a URL as curl would send them. */
  #target(url: string): string {
    const own = this.#options.findLast(({ name }) => name === 'request-target');
    if (own !== undefined) return own.value;
    if (!this.#has('globoff') && /\{[^}]*,[^}]*\}|\[[^\]]+-[^\]]+\]/.test(url))
      this.#note(url, 'curl sends a request for each value in the brackets; here they stand as they are.');
    return targetOf(url, this.#has('path-as-is'));
  }
}

const utf8 = new TextEncoder();

/** Stands for a header that the command takes away. */
const removed = '\0';

const notTaken: Readonly<Record<string, string>> = {
  form: 'A form of several parts is not taken over.',
  'form-string': 'A form of several parts is not taken over.',
  'upload-file': 'The body stands in a file.',
  config: 'More of the command stands in a file.',
  netrc: 'Name and password stand in a file.',
  cert: 'A client certificate is not taken over.',
  key: 'A client certificate is not taken over.',
  digest: 'curl would ask twice to log in this way; this is not taken over.',
  ntlm: 'curl would ask twice to log in this way; this is not taken over.',
  negotiate: 'curl would ask twice to log in this way; this is not taken over.',
  anyauth: 'curl would ask twice to log in this way; this is not taken over.',
};

function joined(before: string | null, value: string, separator: string): string {
  return before === null ? value : before + separator + value;
}
