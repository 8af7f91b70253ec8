/**
 * Reads what a person pasted of a refused request: an error body, a status, lines of the log in either format, or a whole
 * transcript of curl. Nothing is thrown; what is not understood is left out.
 */
import { isCurl, readCurl } from '../../workspace/import/curl';
import { takeToken } from '../../workspace/import/curl-token';
import type { ImportPart } from '../../workspace/import/recognise';
import { shellWords } from '../../workspace/import/shell-words';
import { tokenPart } from '../../workspace/import/token-text';
import { curlFailure, foreignAnswer, upstream } from './foreign';
import { headerOf, type Message } from './message';
import { readErrorText } from './read-error';
import { type Parts, readExchange } from './read-exchange';
import { saysText } from './text-match';

/** More than this is not read: a whole day's log is to be cut to the lines of the request. */
const longest = 500_000;

const colours = /\u001b\[[\d;]*m/g;

/** What can be understood of a text. */
export function readMessage(text: string): Message {
  const plain = text
    .slice(0, longest)
    .replace(/^\ufeff/, '')
    .replace(/\r\n/g, '\n')
    .replace(colours, '')
    .trim();
  const { command, rest } = takeCommand(plain);
  const parts = readExchange(rest);
  const panicked = parts.log.some(({ level }) => level === 'panic');
  // After a panic comes a trace of the program, which says nothing of the request.
  const body = panicked && parts.status === null ? null : parts.body;
  const told = body === null ? { status: null, error: null } : readBody(body);
  const curl = parts.curlError === null ? null : curlFailure(parts.curlError.number);
  const { headers } = parts;
  const status = parts.status ?? told.status ?? statusOfLog(parts);
  const foreign = foreignAnswer(headers, body);
  const isOwn = told.error !== null && saysText(told.error) && foreign?.who !== upstream;
  return {
    status,
    headers,
    body,
    error: told.error,
    log: parts.log,
    request: parts.sent === null ? command : requestParts(parts.sent),
    at: timeOf(parts),
    cut: panicked || curl?.cut === true || /\bEmpty reply from server\b/.test(plain),
    foreign: curl?.foreign ?? (isOwn ? null : foreign),
  };
}

/** A curl command at the beginning, with a prompt before it or not, and what follows it. */
function takeCommand(text: string): { readonly command: readonly ImportPart[]; readonly rest: string } {
  const [, prompt = ''] = /^([^\n]*?[$%#❯➜]\s*)?curl(?:\.exe)?\s/.exec(text) ?? [];
  const from = text.slice(prompt.length);
  if (!isCurl(from)) return { command: [], rest: text };
  const words = shellWords(from);
  if (!words.ok) return { command: [], rest: text };
  const { parts } = readCurl(from.slice(0, from.length - words.rest.length));
  // What the command was piped into, such as jq, is no part of the answer.
  return { command: parts, rest: words.rest.replace(/^[|;&>][^\n]*\n?/, '') };
}

function requestParts({ method, target, headers }: NonNullable<Parts['sent']>): readonly ImportPart[] {
  const given = headers.filter(([name]) => !/^(?:host|content-length)$/i.test(name));
  const cookies = given.filter(([name]) => name.toLowerCase() === 'cookie').flatMap(([, value]) => value.split(';'));
  const others = given.filter(([name]) => name.toLowerCase() !== 'cookie');
  const taken = takeToken(others.map(([name, value]) => ({ name, value, on: true })));
  const request = {
    method,
    path: target,
    headers: taken.headers,
    cookies: cookies.map((pair) => {
      const [, name = pair, value = ''] = /^([^=]*)=([^]*)$/.exec(pair.trim()) ?? [];
      return { name: name.trim(), value, on: true };
    }),
    body: '',
    token: taken.placement,
  };
  const part: ImportPart = { kind: 'request', title: `Request ${method} ${target}`, request };
  return taken.token === null ? [part] : [part, tokenPart(taken.token)];
}

/** `403`, `HTTP 401: …`, `status code 401`, with or without the words that belong to the number. */
const written = /^(?:HTTP(?:\/[\d.]+)?\s*|status(?: code)?\s*[:=]?\s*|error\s*)?([1-5]\d\d)\b[\s:·,-]*([^]*)$/i;
const inside = /\bstatus(?: code)?\s*[:=]?\s*([1-5]\d\d)\b/i;
const phrase = /^[A-Z][A-Za-z' -]{1,32}$/;

/** Texts of the server itself, which begin with their status. */
const servers = /^(?:400 Bad Request: |431 Request Header)/;

/** Status and error of a body, or of a line that somebody wrote in place of one. */
function readBody(body: string): { readonly status: number | null; readonly error: string | null } {
  const error = readErrorText(body);
  const [, number, rest = ''] = written.exec(body) ?? [];
  const status = Number(number ?? inside.exec(body)?.[1] ?? Number.NaN);
  const found = Number.isNaN(status) ? null : status;
  if (error !== null) return { status: found, error };
  if (/^\s*[<{[]/.test(body)) return { status: null, error: null };
  if (number !== undefined && !servers.test(body)) {
    const said = bare(rest);
    return { status: found, error: said === '' || isPhrase(said) ? null : said };
  }
  return { status: found, error: bare(body) };
}

/** Whether a text is what a server says of a status by itself, such as `Forbidden`. */
function isPhrase(text: string): boolean {
  return phrase.test(text) && !/authori[sz]ed:|policy|quota|rate limit|version|key\b/i.test(text);
}

/** The text without quotes around it. */
function bare(text: string): string {
  const trimmed = text.trim();
  const quoted = /^(["'“`])([^]*)["'”`][,;]?$/.exec(trimmed)?.[2];
  return (quoted ?? trimmed).trim();
}

function statusOfLog({ log }: Parts): number | null {
  const status = log.findLast(({ fields }) => fields.get('prefix') === 'access-log')?.fields.get('status');
  return status === undefined || !/^\d{3}$/.test(status) ? null : Number(status);
}

function timeOf({ headers, log }: Parts): number | null {
  const text = headerOf(headers, 'date') ?? log.findLast(({ fields }) => fields.has('time'))?.fields.get('time');
  // Dates without a year say too little.
  const at = text === undefined || !/\d{4}/.test(text) ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? null : at;
}
