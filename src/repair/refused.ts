/**
 * A refused request, taken apart for those who propose changes.
 */
import { get, isObject, unmarshal, type JsonObject } from '../go/json';
import type { ApiSource } from '../gateway/gateway';
import type { Policy } from '../gateway/definition/policy';
import type { Refusal, TraceRow } from '../gateway/outcome';
import { readApi, readPolicy } from '../workspace/documents';
import type { Evaluation } from '../workspace/evaluate';
import { decodeParts, type DecodedParts } from '../workspace/token';
import type { Document } from '../workspace/workspace';
import type { Situation } from './situation';

/** A document that can be read, and what the gateway reads in it. */
export interface ReadApi {
  readonly document: Document;
  readonly source: ApiSource;
}

export interface ReadPolicy {
  readonly document: Document;
  readonly policy: Policy;
}

export interface Refused {
  readonly situation: Situation;
  readonly evaluation: Evaluation;
  readonly row: TraceRow;
  /** `null`: the router answered with a redirect. */
  readonly refusal: Refusal | null;
  /** The API that the request went to; `null`: none. */
  readonly api: ReadApi | null;
  readonly apis: readonly ReadApi[];
  readonly policies: readonly ReadPolicy[];
  readonly token: DecodedParts;
  /** What could be read of the token; an empty object for the rest. */
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

/** Takes an evaluation apart that did not get through. */
export function refusedOf(situation: Situation, evaluation: Evaluation): Refused {
  const { exchange, token } = evaluation;
  const row = exchange.trace.find(({ state }) => state === 'refused');
  if (row === undefined) throw new Error('the request was not refused');
  const apis = situation.workspace.apis.flatMap((document) => {
    const read = readApi(document.draft);
    return read.ok ? [{ document, source: read.value }] : [];
  });
  const policies = situation.workspace.policies.flatMap((document) => {
    const read = readPolicy(document.draft);
    return read.ok ? [{ document, policy: read.value }] : [];
  });
  const id = exchange.trace[0]?.facts[0]?.place?.id;
  const parts = decodeParts(token.ok ? bare(token.text) : '');
  return {
    situation,
    evaluation,
    row,
    refusal: row.refusal ?? null,
    api: apis.find(({ source }) => source.definition.api_id === id) ?? null,
    apis,
    policies,
    token: parts,
    header: readObject(parts.header),
    claims: readObject(parts.payload),
  };
}

/** A token without blanks, quotes and scheme words around it. */
export function bare(text: string): string {
  return text
    .trim()
    .replace(/^(?:(?:bearer|token|jwt)\b[\s:]*)+/i, '')
    .replace(/^["']+|["']+$/g, '')
    .trim();
}

const utf8 = new TextEncoder();

function readObject(text: string | null): JsonObject {
  if (text === null) return {};
  const read = unmarshal(utf8.encode(text));
  return read.ok && isObject(read.value) ? read.value : {};
}

/** A claim that is a text with something in it; undefined for any other. */
export function textClaim({ claims }: Refused, name: string): string | undefined {
  const value = get(claims, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
