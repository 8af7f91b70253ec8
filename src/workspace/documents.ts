/**
 * What a person typed, read as the gateway reads its files.
 */
import { parseNode } from '../go/json';
import { readDefinition } from '../gateway/admin/catalogue';
import { readPolicy, type Policy } from '../gateway/definition/policy';
import type { ApiSource } from '../gateway/gateway';

/** Why a text cannot be loaded: the gateway's own words, or ours where an editor would stop it before the gateway sees it. */
export interface DocumentProblem {
  readonly document: 'definition' | 'policy';
  readonly message: string;
}

export type Documents =
  | { readonly ok: true; readonly apis: readonly ApiSource[]; readonly policies: readonly Policy[] }
  | { readonly ok: false; readonly problems: readonly DocumentProblem[] };

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

const utf8 = new TextEncoder();
const extension = 'x-tyk-api-gateway';

/** Reads an API definition, classic or Tyk OAS, and a policy or a list of policies. */
export function readDocuments(definition: string, policy: string): Documents {
  const api = readApi(definition);
  const policies = readPolicies(policy);
  if (api.ok && policies.ok) return { ok: true, apis: [api.value], policies: policies.value };
  const problems: DocumentProblem[] = [];
  if (!api.ok) problems.push({ document: 'definition', message: api.error });
  if (!policies.ok) problems.push({ document: 'policy', message: policies.error });
  return { ok: false, problems };
}

function readApi(text: string): Read<ApiSource> {
  const parsed = parseNode(utf8.encode(text), 'whole');
  if (!parsed.ok) return parsed;
  if (parsed.node.kind !== 'object') return { ok: false, error: 'An API definition is a JSON object.' };
  const isOas = parsed.node.members.some(({ name }) => name === extension);
  const read = readDefinition(isOas ? 'oas' : 'classic', text);
  if (!read.ok) return read;
  const { classic: definition, oas } = read.value;
  return { ok: true, value: { definition, oas, version: text } };
}

function readPolicies(text: string): Read<readonly Policy[]> {
  const bytes = utf8.encode(text);
  const parsed = parseNode(bytes, 'whole');
  if (!parsed.ok) return parsed;
  const policies: Policy[] = [];
  for (const { kind, start, end } of parsed.node.kind === 'array' ? parsed.node.items : [parsed.node]) {
    if (kind !== 'object') return { ok: false, error: 'A policy is a JSON object; several stand in a list.' };
    const policy = readPolicy(bytes.subarray(start, end));
    if (!policy.ok) return policy;
    policies.push(policy.value);
  }
  return { ok: true, value: policies };
}
