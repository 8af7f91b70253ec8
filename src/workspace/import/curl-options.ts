/**
 * The options of a curl command, told apart: which take a value, which stand for others, and what the rest is.
 */

/** An option by its long name, with its value where it takes one. */
export interface CurlOption {
  readonly name: string;
  readonly value: string;
}

/** The command line in order; or what is wrong with it. */
export type CurlOptions =
  | {
      readonly ok: true;
      readonly options: readonly CurlOption[];
      /** URLs that stand without an option. */
      readonly urls: readonly string[];
      /** Options that are not known here; how many words they take is a guess. */
      readonly unknown: readonly string[];
    }
  | { readonly ok: false; readonly problem: string };

/** Options that take a value, by their letter. */
const valued: Readonly<Record<string, string>> = {
  A: 'user-agent',
  b: 'cookie',
  c: 'cookie-jar',
  C: 'continue-at',
  d: 'data',
  D: 'dump-header',
  e: 'referer',
  E: 'cert',
  F: 'form',
  h: 'help',
  H: 'header',
  K: 'config',
  m: 'max-time',
  o: 'output',
  P: 'ftp-port',
  Q: 'quote',
  r: 'range',
  t: 'telnet-option',
  T: 'upload-file',
  u: 'user',
  U: 'proxy-user',
  w: 'write-out',
  x: 'proxy',
  X: 'request',
  y: 'speed-time',
  Y: 'speed-limit',
  z: 'time-cond',
};

/** Other options that take a value. */
const longValued: ReadonlySet<string> = new Set([
  ...Object.values(valued),
  'url',
  'json',
  'data-raw',
  'data-ascii',
  'data-binary',
  'data-urlencode',
  'url-query',
  'oauth2-bearer',
  'cacert',
  'capath',
  'cert-type',
  'ciphers',
  'connect-timeout',
  'connect-to',
  'dns-servers',
  'form-string',
  'interface',
  'key',
  'key-type',
  'limit-rate',
  'local-port',
  'max-filesize',
  'max-redirs',
  'noproxy',
  'pass',
  'pinnedpubkey',
  'proto',
  'proto-default',
  'proto-redir',
  'proxy-header',
  'rate',
  'request-target',
  'resolve',
  'retry',
  'retry-delay',
  'retry-max-time',
  'stderr',
  'tls-max',
  'tls13-ciphers',
  'trace',
  'trace-ascii',
  'trace-config',
  'unix-socket',
  'variable',
]);

/** Options without a value, by their letter. */
const flags: Readonly<Record<string, string>> = {
  '#': 'progress-bar',
  ':': 'next',
  0: 'http1.0',
  1: 'tlsv1',
  4: 'ipv4',
  6: 'ipv6',
  a: 'append',
  B: 'use-ascii',
  f: 'fail',
  g: 'globoff',
  G: 'get',
  i: 'include',
  I: 'head',
  j: 'junk-session-cookies',
  J: 'remote-header-name',
  k: 'insecure',
  L: 'location',
  M: 'manual',
  n: 'netrc',
  N: 'no-buffer',
  O: 'remote-name',
  p: 'proxytunnel',
  q: 'disable',
  R: 'remote-time',
  s: 'silent',
  S: 'show-error',
  v: 'verbose',
  V: 'version',
  Z: 'parallel',
};

const longFlags: ReadonlySet<string> = new Set([
  ...Object.values(flags),
  'anyauth',
  'basic',
  'compressed',
  'compressed-ssh',
  'create-dirs',
  'digest',
  'fail-early',
  'fail-with-body',
  'http1.1',
  'http2',
  'http2-prior-knowledge',
  'http3',
  'location-trusted',
  'negotiate',
  'no-keepalive',
  'no-progress-meter',
  'no-sessionid',
  'ntlm',
  'path-as-is',
  'post301',
  'post302',
  'post303',
  'raw',
  'retry-all-errors',
  'retry-connrefused',
  'ssl',
  'ssl-reqd',
  'styled-output',
  'no-styled-output',
  'tcp-fastopen',
  'tcp-nodelay',
  'tlsv1.0',
  'tlsv1.1',
  'tlsv1.2',
  'tlsv1.3',
  'tr-encoding',
  'trace-ids',
  'trace-time',
]);

/** Reads the words after `curl`. Several letters may share a hyphen, and a value may follow its letter at once. */
export function curlOptions(words: readonly string[]): CurlOptions {
  const options: CurlOption[] = [];
  const urls: string[] = [];
  const unknown: string[] = [];
  let at = 0;
  let onlyUrls = false;
  const valueOf = (name: string): string | null => {
    const value = words[at];
    if (value === undefined) return null;
    at++;
    options.push({ name, value });
    return value;
  };
  while (at < words.length) {
    const word = words[at++] ?? '';
    if (onlyUrls || word === '-' || !word.startsWith('-')) urls.push(word);
    else if (word === '--') onlyUrls = true;
    else if (word.startsWith('--')) {
      const name = word.slice(2);
      if (longValued.has(name)) {
        if (valueOf(name) === null) return { ok: false, problem: `${word} has no value.` };
      } else if (longFlags.has(name)) options.push({ name, value: '' });
      else unknown.push(word);
    } else {
      for (let letter = 1; letter < word.length; letter++) {
        const name = word.charAt(letter);
        const flag = flags[name];
        const takes = valued[name];
        if (flag !== undefined) options.push({ name: flag, value: '' });
        else if (takes === undefined) unknown.push(`-${name}`);
        else {
          const rest = word.slice(letter + 1);
          if (rest !== '') options.push({ name: takes, value: rest });
          else if (valueOf(takes) === null) return { ok: false, problem: `-${name} has no value.` };
          break;
        }
      }
    }
  }
  return { ok: true, options, urls, unknown };
}
