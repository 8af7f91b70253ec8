/**
 * Two requests of the history beside each other: what is not the same.
 */
import { diffArrays } from 'diff';
import { textLine } from '../../../gateway/log-format';
import { writeSession } from '../../../gateway/definition/session';
import type { Exchange } from '../../../gateway/outcome';
import { treeOf } from '../../../workspace/json-edit';
import { prettyJson } from '../../../workspace/pretty-json';
import { decodeParts, type EncodedToken } from '../../../workspace/token';
import type { Workspace } from '../../../workspace/workspace';
import type { HistoryEntry } from '../../state/mock-gateway.svelte';

/** A value that differs. `null`: it is not there. */
export interface Difference {
  readonly name: string;
  readonly first: string | null;
  readonly second: string | null;
}

/** A line of a text, and which of the two have it. */
export interface DiffLine {
  readonly text: string;
  readonly in: 'both' | 'first' | 'second';
}

/** A part of a request and of what it gave: either values by name, or a text. */
export type ComparedPart =
  | { readonly title: string; readonly kind: 'values'; readonly differences: readonly Difference[] }
  | { readonly title: string; readonly kind: 'text'; readonly lines: readonly DiffLine[] };

/** What a request of the history is compared by. */
export type Compared = Pick<HistoryEntry, 'at' | 'request' | 'token' | 'workspace' | 'exchange'>;

/** Every part, in the order of a request's way. A part without differences has none listed; a text that is the same, no lines. */
export function compareRequests(first: Compared, second: Compared): readonly ComparedPart[] {
  return [
    values('Request', requestValues(first), requestValues(second)),
    text('Request body', bodyLines(first.request.body), bodyLines(second.request.body)),
    values('Token header', tokenValues(first.token, 'header'), tokenValues(second.token, 'header')),
    values('Token payload', tokenValues(first.token, 'payload'), tokenValues(second.token, 'payload')),
    values('Token signature', signature(first.token), signature(second.token)),
    ...documentParts(first.workspace, second.workspace),
    values('Answer', answerValues(first.exchange), answerValues(second.exchange)),
    text('Response body', bodyLines(first.exchange.response?.body), bodyLines(second.exchange.response?.body)),
    text('Session', sessionLines(first.exchange), sessionLines(second.exchange)),
    text('Gateway log', logLines(first.exchange), logLines(second.exchange)),
  ];
}

/** Whether a part is the same in both. */
export function isSame(part: ComparedPart): boolean {
  return part.kind === 'values' ? part.differences.length === 0 : part.lines.length === 0;
}

function linesOf(json: string): readonly string[] {
  return (json.length > longestLaidOut ? json : prettyJson(json)).split('\n');
}

type Values = ReadonlyMap<string, string>;

function values(title: string, first: Values, second: Values): ComparedPart {
  const names = [...first.keys(), ...[...second.keys()].filter((name) => !first.has(name))];
  const differences = names
    .map((name) => ({ name, first: first.get(name) ?? null, second: second.get(name) ?? null }))
    .filter((difference) => difference.first !== difference.second);
  return { title, kind: 'values', differences };
}

function text(title: string, first: readonly string[], second: readonly string[]): ComparedPart {
  const changes = diffArrays([...first], [...second]);
  const lines = changes.flatMap(({ value, added, removed }) =>
    value.map((line): DiffLine => ({ text: cut(line), in: added ? 'second' : removed ? 'first' : 'both' })),
  );
  const shown = lines.every((line) => line.in === 'both') ? [] : aroundChanges(lines);
  const left = shown.length - mostLines;
  if (left <= 0) return { title, kind: 'text', lines: shown };
  const rest: DiffLine = { text: `… and ${String(left)} lines more`, in: 'both' };
  return { title, kind: 'text', lines: [...shown.slice(0, mostLines), rest] };
}

function cut(line: string): string {
  return line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
}

/** UTF-16 units of a line that are shown. */
const longestLine = 2_000;
/** So many lines of a text are shown. */
const mostLines = 2_000;
/** UTF-16 units of a document up to which it is laid out anew, so that its layout is no difference. */
const longestLaidOut = 150_000;

/** Lines further than this from a change are left out. */
const context = 2;

function aroundChanges(lines: readonly DiffLine[]): readonly DiffLine[] {
  const near = new Set<number>();
  for (const [at, line] of lines.entries()) {
    if (line.in === 'both') continue;
    for (let other = at - context; other <= at + context; other++) near.add(other);
  }
  return lines.flatMap((line, at) => {
    if (near.has(at)) return [line];
    return near.has(at - 1) || (at === 0 && near.size > 0) ? [{ text: '…', in: 'both' } as const] : [];
  });
}

/** The token has parts of its own below; here it only stands where it was carried. */
function requestValues({ request, token }: Compared): Values {
  const told = (value: string): string =>
    token.ok && token.text !== '' ? value.replaceAll(token.text, '‹token›') : value;
  const found = new Map([
    ['method', request.method],
    ['path', told(request.path)],
  ]);
  for (const [name, value] of request.headers) add(found, name, told(value));
  return found;
}

function signature(token: EncodedToken): Values {
  return new Map(token.ok ? [['signature', decodeParts(token.text).signature]] : []);
}

/** A name that is there already gets its second value behind the first. */
function add(found: Map<string, string>, name: string, value: string): void {
  const before = found.get(name);
  found.set(name, before === undefined ? value : `${before}, ${value}`);
}

function tokenValues(token: EncodedToken, part: 'header' | 'payload'): Values {
  const json = token.ok ? decodeParts(token.text)[part] : null;
  const found = new Map<string, string>();
  if (json === null) return found;
  for (const { children } of treeOf(json)?.children ?? []) {
    const [name, value] = children ?? [];
    if (name !== undefined && value !== undefined)
      found.set(String(name.value), json.slice(value.offset, value.offset + value.length));
  }
  return found;
}

function documentParts(first: Workspace, second: Workspace): readonly ComparedPart[] {
  return (['apis', 'policies'] as const).flatMap((kind) => {
    const ids = new Set([...first[kind], ...second[kind]].map(({ id }) => id));
    return [...ids].flatMap((id) => {
      const [before, after] = [first, second].map((workspace) => workspace[kind].find((each) => each.id === id)?.saved);
      if (before === after) return [];
      const lines = (saved: string | null | undefined): readonly string[] =>
        saved === null || saved === undefined ? [] : linesOf(saved);
      return [text(kind === 'apis' ? 'API definition' : 'Policy', lines(before), lines(after))];
    });
  });
}

function answerValues({ response, trace }: Exchange): Values {
  const refused = trace.find(({ state }) => state === 'refused');
  const found = new Map<string, string>([['status', response === null ? 'cut off' : String(response.status)]]);
  if (refused !== undefined) {
    found.set('refused by', refused.title);
    found.set('reason', refused.refusal?.code ?? refused.summary);
  }
  for (const [name, value] of response?.headers ?? []) add(found, name, value);
  return found;
}

function bodyLines(body: string | undefined): readonly string[] {
  return body === undefined || body === '' ? [] : body.split('\n');
}

function sessionLines({ session }: Exchange): readonly string[] {
  return session === undefined || session === null ? [] : linesOf(writeSession(session));
}

/** Lines without their time: two requests are never sent at the same. */
function logLines({ log }: Exchange): readonly string[] {
  return log.map((line) => textLine(line, 0).replace(/^time="[^"]*" /, ''));
}
