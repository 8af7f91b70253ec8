/** Everything that takes a text from a person, a file, a link or the store, as one table: name and call. */
import type { Policy } from '../../src/gateway/definition/policy';
import { Gateway } from '../../src/gateway/gateway';
import { freshState } from '../../src/gateway/state';
import { searchRefusals } from '../../src/guide/refusals/search';
import { readKeys } from '../../src/keys/import/read-keys';
import { examineSource } from '../../src/keys/source-doctor';
import { readMessage } from '../../src/repair/causes/read-message';
import { makeNetwork } from '../../src/mock/network';
import { searchScenarios } from '../../src/scenarios/search';
import { parseToken } from '../../src/tokens/parse';
import { explainClaims } from '../../src/workspace/claims/explain-claims';
import { explainHeader } from '../../src/workspace/claims/explain-header';
import { convertDefinition } from '../../src/workspace/convert';
import { titleOf } from '../../src/workspace/document-title';
import { readApi, readPolicy } from '../../src/workspace/documents';
import { Evaluator } from '../../src/workspace/evaluate';
import { sectionsOf, summaryOf } from '../../src/workspace/fields/form';
import { recogniseText } from '../../src/workspace/import/recognise-files';
import { isCleanJson, memberAt, pathAt, rangeOf, setMember } from '../../src/workspace/json-edit';
import { errorOffset } from '../../src/workspace/json-problem';
import { lint } from '../../src/workspace/lint/lint';
import { surroundingsOf } from '../../src/workspace/network';
import { readPasted } from '../../src/workspace/pasted-token';
import { prettyJson } from '../../src/workspace/pretty-json';
import { readLink } from '../../src/workspace/share/link';
import { share } from '../../src/workspace/share/share';
import { signingCommands } from '../../src/workspace/commands/signing-commands';
import { parseStored, writeStored } from '../../src/workspace/stored/stored-workspace';
import { withNumbers } from '../../src/workspace/time-claims';
import { compactJson } from '../../src/workspace/token';
import { editableText, partProblems, textProblem, withPart } from '../../src/workspace/token-parts';
import { emptyWorkspace, newDocument, type NamedKey, type Workspace } from '../../src/workspace/workspace';

const at = 1_790_000_000_000;

const key: NamedKey = { id: 'k', name: 'Secret', kid: '', use: '', jwk: { kty: 'oct', k: 'YSBzZWNyZXQgZm9yIHRlc3Rz' } };

const goodApi = JSON.stringify({
  api_id: 'a',
  org_id: 'o',
  enable_jwt: true,
  jwt_signing_method: 'hmac',
  jwt_source: 'YSBzZWNyZXQgZm9yIHRlc3Rz',
  jwt_identity_base_field: 'sub',
  jwt_policy_field_name: 'pol',
  scopes: { jwt: { scope_claim_name: 'scope', scope_to_policy: { a: 'gold' } } },
  auth_configs: { jwt: {} },
  proxy: { listen_path: '/', target_url: 'http://upstream.test/' },
  version_data: { not_versioned: true, versions: { Default: { name: 'Default' } } },
});

/** A workspace with a good API, whose token's payload is this text. */
export function workspaceWith(payload: string, api = goodApi): Workspace {
  const empty = emptyWorkspace();
  return {
    ...empty,
    apis: [newDocument(api)],
    keys: [key],
    token: { kind: 'composed', header: '{"alg":"HS256"}', payload, keyId: 'k', fault: null },
  };
}

const network = makeNetwork(() => ({ providers: [] }));
const evaluator = new Evaluator(network);

async function evaluated(workspace: Workspace): Promise<void> {
  const evaluation = await evaluator.evaluate(workspace, freshState(), at);
  signingCommands(evaluation);
  // What is shared, kept or linked is the whole of it.
  const stored = share({ name: 'x', shown: evaluation, secrets: false });
  parseStored(writeStored(stored));
}

const gatewayOfGoodApi = (): Gateway => {
  const gateway = new Gateway(surroundingsOf(network, { now: () => at, wait: () => Promise.resolve() }));
  const read = readApi(goodApi);
  const none: Policy[] = [];
  if (read.ok) gateway.load([read.value], none);
  return gateway;
};
const loaded = gatewayOfGoodApi().api('a') ?? null;

const encode = (text: string): string => Buffer.from(text).toString('base64url');

/** Each takes any text and throws at none. */
export const readers: Readonly<Record<string, (text: string) => unknown>> = {
  readApi,
  readPolicy,
  isCleanJson,
  'member of a text': (text) => [memberAt(text, ['api_id']), memberAt(text, ['__proto__', 'sub'])],
  'the whole value of a text': (text) => memberAt(text, []),
  'set a member': (text) => setMember(text, ['a', 'b', 'c'], 'x'),
  'set __proto__': (text) => setMember(text, ['__proto__', 'x'], 'x'),
  'take a member away': (text) => setMember(text, ['a'], undefined),
  'range of a member': (text) => rangeOf(text, ['a', 'a', 'a', 'a']),
  'path at an offset': (text) => pathAt(text, text.length >> 1),
  errorOffset,
  prettyJson,
  compactJson,
  'title of a document': (text) => titleOf('apis', newDocument(text)),
  'form of a definition': (text) =>
    (['classic', 'oas', 'policy'] as const).map((form) =>
      sectionsOf(text, form).map((section) => summaryOf(section, form, text)),
    ),
  convertDefinition,
  'lint of a definition': (text) => lint({ ...emptyWorkspace(), apis: [newDocument(text)] }, at),
  'lint of a policy': (text) => lint({ ...workspaceWith('{}'), policies: [newDocument(text)] }, at),
  'lint of a payload': (text) => lint(workspaceWith(text), at),
  'evaluate a definition': (text) => evaluated(workspaceWith('{"sub":"ann"}', text)),
  'evaluate a policy': (text) =>
    evaluated({ ...workspaceWith('{"sub":"ann","pol":"gold"}'), policies: [newDocument(text)] }),
  'evaluate a payload': (text) => evaluated(workspaceWith(text)),
  'evaluate a header': (text) =>
    evaluated({
      ...workspaceWith('{}'),
      token: { kind: 'composed', header: text, payload: '{}', keyId: 'k', fault: null },
    }),
  'evaluate a pasted token': (text) => evaluated({ ...workspaceWith('{}'), token: { kind: 'encoded', text } }),
  'evaluate a body': (text) =>
    evaluated({ ...workspaceWith('{}'), request: { ...emptyWorkspace().request, body: text } }),
  'evaluate a path': (text) =>
    evaluated({ ...workspaceWith('{}'), request: { ...emptyWorkspace().request, path: text } }),
  'evaluate a header of the request': (text) =>
    evaluated({
      ...workspaceWith('{}'),
      request: { ...emptyWorkspace().request, headers: [{ name: 'X-A', value: text, on: true }] },
    }),
  parseToken,
  'parts of a token': partProblems,
  'parts of a token with this payload': (text) => partProblems(`e30.${encode(text)}.`),
  'payload of a token for an editor': (text) => editableText(`e30.${encode(text)}.x`, 'payload'),
  'a token with another payload': (text) => withPart('e30.e30.x', 'payload', text),
  'what is wrong with a payload': (text) => textProblem('payload', text),
  readPasted,
  'times of a payload': (text) => withNumbers(text, at / 1000),
  'claims explained': (text) => explainClaims(workspaceWith(text), text, loaded, at / 1000, 'UTC'),
  'header explained': (text) => explainHeader(text, loaded),
  'import of a text': (text) => recogniseText(text),
  'import of a JSON file': (text) => recogniseText(text, 'x.json'),
  readKeys,
  'a key source': (text) => [examineSource(text, 'rsa'), examineSource(text, 'hmac')],
  parseStored,
  'a link': (text) => readLink(`#workspace=1.z.${text}`),
  readMessage,
  searchScenarios,
  searchRefusals,
};
