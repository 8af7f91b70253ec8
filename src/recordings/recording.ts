/**
 * A recorded case: what a real gateway had loaded, was asked, and answered. The format is told in tests/recordings/README.md.
 */
import { type JsonNode, type JsonObject, parseNode } from '../go/json';
import type { GatewayRequest, Header, LogLine, UpstreamRequest } from '../gateway/outcome';

/** A definition as JSON text, so that numbers beyond JavaScript's keep their digits. */
export interface RecordedApi {
  readonly classic?: string;
  readonly oas?: string;
}

export interface RecordedKeySet {
  readonly status: number;
  readonly headers?: readonly Header[] | Readonly<Record<string, string>>;
  readonly body: string;
  readonly delay?: number;
}

export interface RecordedAdminCall {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  /** What was sent when it was not the right one. */
  readonly secret?: string;
}

export interface RecordedResponse {
  readonly status?: number;
  readonly headers?: readonly Header[];
  readonly body?: string;
  readonly failed?: string;
}

export interface RecordedExchange {
  readonly at: number;
  readonly atMs?: number;
  readonly apis?: readonly RecordedApi[];
  readonly policies?: readonly JsonObject[];
  readonly keys?: Readonly<Record<string, JsonObject | null>>;
  readonly jwks?: Readonly<Record<string, RecordedKeySet | null>>;
  readonly idps?: JsonObject;
  readonly reload?: boolean;
  readonly request?: Partial<GatewayRequest> & Pick<GatewayRequest, 'path' | 'headers'>;
  readonly admin?: RecordedAdminCall;
  readonly response: RecordedResponse;
  readonly upstream?: UpstreamRequest | null;
  readonly reached?: boolean;
  readonly logs?: readonly LogLine[];
  readonly session?: JsonObject | null;
  readonly varies?: readonly string[];
  readonly also?: readonly RecordedResponse[];
}

export interface RecordedCase {
  readonly name: string;
  readonly apis: readonly RecordedApi[];
  readonly policies: readonly JsonObject[];
  readonly keys?: Readonly<Record<string, JsonObject>>;
  readonly keysAt?: number;
  readonly jwks?: Readonly<Record<string, RecordedKeySet>>;
  readonly exchanges: readonly RecordedExchange[];
}

/** Reads a file of recordings, a case a line. The files are the project's own; a line that is no case is thrown. */
export function* readCases(text: string): Generator<RecordedCase> {
  for (const line of text.split('\n')) if (line.trim() !== '') yield readCase(line);
}

function readCase(line: string): RecordedCase {
  const value: unknown = JSON.parse(line, (name, member: unknown) =>
    name === 'apis' && Array.isArray(member) ? member.map(asTexts) : member,
  );
  if (!isCase(value)) throw new Error(`not a recorded case: ${line.slice(0, 80)}`);
  return /\d{16}/.test(line) ? { ...value, ...exactApis(line) } : value;
}

function isCase(value: unknown): value is RecordedCase {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    'exchanges' in value &&
    Array.isArray(value.exchanges)
  );
}

function asTexts(api: unknown): unknown {
  if (typeof api !== 'object' || api === null) return api;
  return Object.fromEntries(Object.entries(api).map(([form, definition]) => [form, JSON.stringify(definition)]));
}

/** The case's definitions with the digits that the line has. */
function exactApis(line: string): Pick<RecordedCase, 'apis'> | null {
  const bytes = new TextEncoder().encode(line);
  const parsed = parseNode(bytes, 'whole');
  if (!parsed.ok || parsed.node.kind !== 'object') return null;
  const list = parsed.node.members.find(({ name }) => name === 'apis')?.value;
  if (list?.kind !== 'array') return null;
  const written = ({ start, end }: JsonNode): string => new TextDecoder().decode(bytes.subarray(start, end));
  const texts = (node: JsonNode): RecordedApi =>
    node.kind === 'object' ? Object.fromEntries(node.members.map(({ name, value }) => [name, written(value)])) : {};
  return { apis: list.items.map(texts) };
}
