/**
 * What a JSON text holds for the workspace: definitions, policies, keys, a token; alone, in lists, maps and wrappers.
 */
import type { Node } from 'jsonc-parser';
import { readKeys } from '../../keys/import/read-keys';
import { formOf } from '../documents';
import { isTooDeep, mostLevels } from '../json-depth';
import { memberAt, setMember, treeOf } from '../json-edit';
import { jsonProblem } from '../json-problem';
import { prettyJson } from '../pretty-json';
import { keyParts } from './key-parts';
import { onlyPart, onlyProblem, type Recognised, together } from './part';
import { looksLikeToken, tokenPart } from './token-text';

/** Reads a text that begins like JSON. */
export async function readJson(text: string): Promise<Recognised> {
  if (isTooDeep(text)) return onlyProblem('JSON', `It is nested more than ${String(mostLevels)} deep.`);
  const problem = jsonProblem(text);
  if (problem !== null) {
    const { line, column, message } = problem;
    return onlyProblem(`JSON, line ${String(line)}, column ${String(column)}`, message);
  }
  const root = treeOf(text);
  return root === undefined ? onlyProblem('JSON', 'There is nothing in it.') : new Documents(text).read(root, 'JSON');
}

/** Members around definitions and policies in answers of the Dashboard and in exports. */
const wrappers: ReadonlySet<string> = new Set([
  'api_definition',
  'apis',
  'data',
  'policies',
  'api',
  'policy',
  'definitions',
]);

class Documents {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** What a value holds; `what` names it for the person. */
  async read(node: Node, what: string): Promise<Recognised> {
    if (node.type === 'array') return this.#list(node, what);
    if (node.type !== 'object') return onlyProblem(what, 'It is a bare value, no object.');
    if (has(node, 'x-tyk-api-gateway')) return this.#api(node);
    if (isKeySet(node) || has(node, 'kty')) return this.#keys(node, what);
    if (isSession(node)) return onlyProblem(what, 'It is a session (a Tyk key); sessions are not taken over.');
    if (isPolicy(node)) return this.#policy(node, null);
    if (isClassic(node)) return this.#api(node);
    const token = tokenOf(node);
    if (token !== null) return onlyPart(tokenPart(token));
    const wrapped = members(node).filter(([name, { type }]) => wrappers.has(name.toLowerCase()) && type !== 'string');
    const containers = wrapped.filter(([, { type }]) => type === 'array' || type === 'object');
    if (containers.length > 0)
      return together(await Promise.all(containers.map(([name, inside]) => this.read(inside, name))));
    return this.#map(node, what);
  }

  /** The value's own text: as it is written, or over several lines when it is on one or comes from inside another. */
  #written(node: Node): string {
    const own = this.#text.slice(node.offset, node.offset + node.length);
    const isWhole = own.length === this.#text.trim().length;
    return isWhole && own.includes('\n') ? this.#text : prettyJson(own);
  }

  #api(node: Node): Recognised {
    const text = this.#written(node);
    const form = formOf(text);
    if (!form.ok) return onlyProblem('API definition', form.error);
    const oas = form.value === 'oas';
    const member = (...path: string[]): string => textAt(text, oas ? ['x-tyk-api-gateway', ...path] : path);
    const apiId = oas ? member('info', 'id') : member('api_id');
    const name = (oas ? member('info', 'name') : member('name')) || apiId || 'without a name';
    const listens = oas ? member('server', 'listenPath', 'value') : member('proxy', 'listen_path');
    const title = `API ${name} (${oas ? 'Tyk OAS' : 'classic'}${listens === '' ? '' : `, ${listens}`})`;
    return onlyPart({ kind: 'api', title, form: form.value, apiId, text });
  }

  /** A policy; `id` is the name that it has in a map, which counts. */
  #policy(node: Node, id: string | null): Recognised {
    const written = this.#written(node);
    const text = id === null || textAt(written, ['id']) === id ? written : setMember(written, ['id'], id);
    const policyId = textAt(text, ['id']);
    const name = textAt(text, ['name']);
    const title = `Policy ${policyId || 'without an id'}${name === '' || name === policyId ? '' : ` (${name})`}`;
    return onlyPart({ kind: 'policy', title, policyId, text });
  }

  async #keys(node: Node, what: string): Promise<Recognised> {
    const text = this.#text.slice(node.offset, node.offset + node.length);
    return keyParts(await readKeys(text), what);
  }

  async #list({ children = [] }: Node, what: string): Promise<Recognised> {
    if (children.length === 0) return onlyProblem(what, 'The list is empty.');
    const items = children.map((item, index) => this.read(item, `${what}, item ${String(index + 1)}`));
    return together(await Promise.all(items));
  }

  /** A map of policies or definitions by their ids; else the object is of no known kind. */
  async #map(node: Node, what: string): Promise<Recognised> {
    const entries = members(node);
    const isDocument = (entry: Node): boolean => isPolicy(entry) || isClassic(entry) || has(entry, 'x-tyk-api-gateway');
    if (!entries.some(([, entry]) => isDocument(entry))) return this.#unknown(node, what);
    const read = entries.map(([name, entry]) => {
      if (isPolicy(entry)) return Promise.resolve(this.#policy(entry, name));
      return isDocument(entry)
        ? this.read(entry, name)
        : Promise.resolve(onlyProblem(name, 'It is neither a definition nor a policy.'));
    });
    return together(await Promise.all(read));
  }

  async #unknown(node: Node, what: string): Promise<Recognised> {
    const text = this.#text.slice(node.offset, node.offset + node.length);
    const names = members(node).map(([name]) => name);
    if (names.length === 0) return onlyProblem(what, 'The object is empty.');
    if (names.every((name) => answerMembers.has(name)))
      return onlyPart({ kind: 'unknown', title: 'An answer of a gateway', text });
    if (has(node, 'openapi') || has(node, 'swagger'))
      return onlyProblem(
        what,
        'It is an OpenAPI description without x-tyk-api-gateway, so it tells no gateway what to do.',
      );
    if (text.includes('-----BEGIN ')) return keyParts(await readKeys(text), what);
    const some = names.slice(0, 4).join(', ');
    return onlyProblem(
      what,
      `It is no definition, policy or key; its members are ${some}${names.length > 4 ? ' …' : ''}.`,
    );
  }
}

const answerMembers: ReadonlySet<string> = new Set(['error', 'message', 'status', 'key', 'action']);

function members({ children = [] }: Node): readonly (readonly [name: string, value: Node])[] {
  return children.flatMap(({ children: [name, value] = [] }) =>
    name === undefined || value === undefined ? [] : [[String(name.value), value] as const],
  );
}

function member(node: Node, name: string): Node | undefined {
  return node.type === 'object' ? members(node).findLast(([each]) => each === name)?.[1] : undefined;
}

function has(node: Node, name: string): boolean {
  return member(node, name) !== undefined;
}

function isObject(node: Node | undefined): boolean {
  return node?.type === 'object';
}

function isKeySet(node: Node): boolean {
  const keys = member(node, 'keys');
  return keys?.type === 'array' && (keys.children ?? []).every(isObject);
}

/** A session has what a policy has, and what a gateway has counted for it. */
function isSession(node: Node): boolean {
  return ['allowance', 'quota_renews', 'quota_remaining', 'apply_policies', 'session_lifetime'].some(
    (name) => has(node, name) && has(node, 'access_rights') && !has(node, 'proxy'),
  );
}

function isPolicy(node: Node): boolean {
  if (node.type !== 'object' || has(node, 'proxy')) return false;
  return (
    isObject(member(node, 'access_rights')) ||
    ['quota_max', 'partitions', 'key_expires_in'].some((name) => has(node, name))
  );
}

function isClassic(node: Node): boolean {
  if (node.type !== 'object') return false;
  const some = [
    'version_data',
    'use_keyless',
    'enable_jwt',
    'auth_configs',
    'jwt_signing_method',
    'jwt_source',
    'org_id',
  ];
  return isObject(member(node, 'proxy')) || (has(node, 'api_id') && some.some((name) => has(node, name)));
}

/** The access token in an answer of an identity provider's token endpoint (RFC 6749 §5.1). */
function tokenOf(node: Node): string | null {
  for (const name of ['access_token', 'id_token', 'token']) {
    const value: unknown = member(node, name)?.value;
    if (typeof value === 'string' && looksLikeToken(value)) return value;
  }
  return null;
}

function textAt(text: string, path: readonly string[]): string {
  const value = memberAt(text, path);
  return typeof value === 'string' ? value : '';
}
