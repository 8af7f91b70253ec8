/**
 * The policies in a gateway's files: one policy a file, or several in a map by id or in a list, as `policies.json` has them.
 */
import { type Policy, readPolicy, writePolicy } from '../../gateway/definition/policy';
import { indented } from '../../gateway/admin/indented';
import { type Decoded, type JsonNode, marshal, parseNode } from '../../go/json';
import type { FileProblem, Files, Found, FromFiles } from './app-files';

/** How policies stand in a file. */
type Shape = 'one' | 'map' | 'list';

/** A policy's text, and the name under which a map has it. */
interface Entry {
  readonly name: string | null;
  readonly text: string;
}

/** Members that a policy has and no id is called. */
const ofPolicies = new Set([
  'id',
  '_id',
  'org_id',
  'rate',
  'per',
  'quota_max',
  'access_rights',
  'partitions',
  'active',
]);

/** Reads the policies in the order of the files' names; of two with one id the later one counts. */
export function readPolicies(files: Files): Found<Policy> {
  const byId = new Map<string, FromFiles<Policy>>();
  const problems: FileProblem[] = [];
  for (const [file, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const split = entriesOf(text);
    if (!split.ok) {
      problems.push({ file, problem: split.error });
      continue;
    }
    for (const [index, entry] of split.value.entries.entries()) {
      const read = readPolicy(entry.text);
      if (!read.ok) {
        const where = split.value.shape === 'one' ? '' : `${entry.name ?? `entry ${String(index + 1)}`}: `;
        problems.push({ file, problem: `${where}${read.error}` });
        continue;
      }
      const { id, _id } = read.value;
      const value = id === '' ? { ...read.value, id: entry.name ?? _id } : read.value;
      byId.set(value.id, { value, files: [file], text: entry.text });
    }
  }
  return { byId, problems };
}

function entriesOf(text: string): Decoded<{ readonly shape: Shape; readonly entries: readonly Entry[] }> {
  const bytes = new TextEncoder().encode(text);
  const parsed = parseNode(bytes, 'whole');
  if (!parsed.ok) return parsed;
  const { node } = parsed;
  const written = ({ start, end }: JsonNode): string => new TextDecoder().decode(bytes.subarray(start, end));
  if (node.kind === 'array') {
    return {
      ok: true,
      value: { shape: 'list', entries: node.items.map((item) => ({ name: null, text: written(item) })) },
    };
  }
  if (node.kind !== 'object') return { ok: false, error: 'A file of policies is a JSON object or a list.' };
  const isMap = node.members.every(({ name, value }) => value.kind === 'object' && !ofPolicies.has(name));
  if (!isMap) return { ok: true, value: { shape: 'one', entries: [{ name: null, text }] } };
  return {
    ok: true,
    value: { shape: 'map', entries: node.members.map(({ name, value }) => ({ name, text: written(value) })) },
  };
}

/** A file with these policies, in the shape that it has; a new one has a single policy. `null`: there is none left. */
export function policyFile(before: string | null, policies: readonly Policy[]): string | null {
  const split = before === null ? null : entriesOf(before);
  const shape = split?.ok === true ? split.value.shape : 'one';
  if (shape === 'list') return indented(`[${policies.map(writePolicy).join()}]`);
  const named = policies.map((policy) => `${marshal(policy.id)}:${writePolicy(policy)}`);
  if (shape === 'map' || policies.length > 1) return indented(`{${named.join()}}`);
  const [only] = policies;
  return only === undefined ? null : indented(writePolicy(only));
}
