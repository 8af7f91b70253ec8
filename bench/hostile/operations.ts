/** What the page does with a text or a workspace, one after another, as the benchmark calls it. */
import { examineSource } from '../../src/keys/source-doctor';
import { makeNetwork } from '../../src/mock/network';
import { possibleCauses } from '../../src/repair/causes/possible-causes';
import { readMessage } from '../../src/repair/causes/read-message';
import { findFixes } from '../../src/repair/find-fixes';
import { Gateway } from '../../src/gateway/gateway';
import { emptyCatalogue } from '../../src/gateway/admin/catalogue';
import { answerAdmin } from '../../src/gateway/admin/admin';
import { settings } from '../../src/gateway/settings';
import { freshState } from '../../src/gateway/state';
import { jsonLine, textLine } from '../../src/gateway/log-format';
import { guideHmac, guideHmacWorkspace } from '../../src/scenarios/guide-hmac';
import { compareRequests } from '../../src/ui/answer/history/comparison';
import { logGroups, stepsOfLines } from '../../src/ui/answer/log/log-steps';
import { traceLines } from '../../src/ui/answer/trace/trace-lines';
import { longestMessage } from '../../src/ui/explain/longest-message';
import { slices } from '../../src/ui/kit/slices';
import { longestExamined } from '../../src/ui/keys/longest-examined';
import { mostOfKeys, readPastedKeys } from '../../src/ui/keys/pasted-keys';
import { explainClaims } from '../../src/workspace/claims/explain-claims';
import { explainHeader } from '../../src/workspace/claims/explain-header';
import { requestCommand } from '../../src/workspace/commands/request-command';
import { saveCommands } from '../../src/workspace/commands/save-commands';
import { signingCommands } from '../../src/workspace/commands/signing-commands';
import { convertDefinition } from '../../src/workspace/convert';
import { titleOf } from '../../src/workspace/document-title';
import { formOf, readApi } from '../../src/workspace/documents';
import { Evaluator, type Evaluation } from '../../src/workspace/evaluate';
import { exportFolder } from '../../src/workspace/export/export-folder';
import { zipOf } from '../../src/workspace/export/zip';
import { sectionsOf, summaryOf } from '../../src/workspace/fields/form';
import { recogniseFiles, recogniseText } from '../../src/workspace/import/recognise-files';
import { memberAt, pathAt, rangeOf, setMember } from '../../src/workspace/json-edit';
import { jsonProblem } from '../../src/workspace/json-problem';
import { judgeSignature, knownKeys } from '../../src/workspace/known-keys';
import { lintInPieces } from '../../src/workspace/lint/lint';
import { surroundingsOf } from '../../src/workspace/network';
import { readPasted } from '../../src/workspace/pasted-token';
import { prettyJson } from '../../src/workspace/pretty-json';
import { readAhead } from '../../src/workspace/read-ahead';
import { share } from '../../src/workspace/share/share';
import { readLink, writeLink } from '../../src/workspace/share/link';
import { parseStored, writeStored } from '../../src/workspace/stored/stored-workspace';
import { withNumbers } from '../../src/workspace/time-claims';
import { encodeToken } from '../../src/workspace/token';
import { editableText, partProblems, textProblem, withPart } from '../../src/workspace/token-parts';
import { newDocument, type Workspace } from '../../src/workspace/workspace';

const at = 1_790_000_000_000;
const network = makeNetwork(() => ({ providers: [] }));
const world = surroundingsOf(network, { now: () => at, wait: () => Promise.resolve() });

/** The guide's example with other texts in it; what is not given is as in the guide. */
export function workspaceOf(texts: {
  readonly definition?: string;
  readonly policy?: string;
  readonly payload?: string;
  readonly encoded?: string;
}): Workspace {
  const guide = guideHmacWorkspace();
  const { definition = guideHmac.definition, policy = guideHmac.policy, payload = guideHmac.payload, encoded } = texts;
  const { token } = guide;
  return {
    ...guide,
    apis: [newDocument(definition, definition)],
    policies: [newDocument(policy, policy)],
    token:
      encoded !== undefined
        ? { kind: 'encoded', text: encoded }
        : token.kind === 'composed'
          ? { ...token, payload }
          : token,
  };
}

/** An operation on one text. */
export type TextOperation = (text: string) => unknown;

/** What is done to any text that somebody types as a document. */
export const ofAnyJson: Readonly<Record<string, TextOperation>> = {
  'problem of a JSON text': jsonProblem,
  'member of a text': (text) => memberAt(text, ['api_id']),
  'set a member': (text) => setMember(text, ['a', 'b', 'c'], 'x'),
  'take a member away': (text) => setMember(text, ['name'], undefined),
  'range of a member': (text) => rangeOf(text, ['a', 'a', 'a', 'a']),
  'path at an offset': (text) => pathAt(text, text.length >> 1),
  'lay a text out': prettyJson,
};

export const ofDefinitions: Readonly<Record<string, TextOperation>> = {
  'read a definition': readApi,
  'title of a definition': (text) => titleOf('apis', newDocument(text)),
  'form of a definition': (text) => {
    const form = formOf(text);
    const kind = form.ok ? form.value : 'classic';
    return sectionsOf(text, kind).map((section) => summaryOf(section, kind, text));
  },
  'save a definition': (text) =>
    admin('POST', formOf(text).ok && text.includes('x-tyk-api') ? '/tyk/apis/oas' : '/tyk/apis', text),
};

/** Long texts are done in a worker. */
export const inWorker: Readonly<Record<string, TextOperation>> = { 'convert a definition': convertDefinition };

export const ofPolicies: Readonly<Record<string, TextOperation>> = {
  'title of a policy': (text) => titleOf('policies', newDocument(text)),
  'form of a policy': (text) => sectionsOf(text, 'policy').map((section) => summaryOf(section, 'policy', text)),
  'save a policy': (text) => admin('POST', '/tyk/policies', text),
};

function admin(method: string, path: string, body: string): unknown {
  return answerAdmin(new Gateway(world), emptyCatalogue(), { method, path, body, secret: settings.secret });
}

const encode = (text: string): string => Buffer.from(text).toString('base64url');
const goodApi =
  ((): Gateway => {
    const gateway = new Gateway(world);
    const read = readApi(guideHmac.definition);
    if (read.ok) gateway.load([read.value], []);
    return gateway;
  })().api('orders') ?? null;

export const ofPayloads: Readonly<Record<string, TextOperation>> = {
  'make a token': (text) => encodeToken(workspaceOf({ payload: text }).token, workspaceOf({}).keys, at / 1000),
  'problem of a payload': (text) => textProblem('payload', text),
  'times of a payload': (text) => withNumbers(text, at / 1000),
  'explain the claims': (text) => explainClaims(workspaceOf({}), text, goodApi, at / 1000, 'UTC'),
  'explain a token header': (text) => explainHeader(text, goodApi),
  'parts of a token': (text) => partProblems(`e30.${encode(text)}.`),
  'a part for its editor': (text) => editableText(`e30.${encode(text)}.x`, 'payload'),
  'change a part': (text) => withPart('e30.e30.x', 'payload', text),
  'read a pasted token': (text) => readPasted(`e30.${encode(text)}.x`),
  'judge a signature': (text) =>
    judgeSignature(`eyJhbGciOiJIUzI1NiJ9.${encode(text)}.xxxx`, knownKeys(workspaceOf({}), goodApi)),
};

export const ofKeyTexts: Readonly<Record<string, TextOperation>> = {
  'read keys': (text) => readPastedKeys(text.slice(0, mostOfKeys)),
  'examine a source, hmac': (text) => examineSource(text.slice(0, longestExamined), 'hmac'),
  'examine a source, rsa': (text) => examineSource(text.slice(0, longestExamined), 'rsa'),
};

export const ofMessages: Readonly<Record<string, TextOperation>> = {
  'read a message': (text) => readMessage(text.slice(0, longestMessage)),
};

export const ofFiles: Readonly<Record<string, TextOperation>> = {
  'import a text': (text) => recogniseText(text),
  'import a file': (text) => recogniseFiles([{ name: 'x.json', bytes: new TextEncoder().encode(text) }]),
};

/** An operation on what a workspace gave when it was asked. */
export type EvaluationOperation = (evaluation: Evaluation, before: Evaluation) => unknown;

const evaluator = new Evaluator(network);

/** Asks what would be answered, as the page does: what is long is read first. */
export async function evaluate(workspace: Workspace): Promise<Evaluation> {
  await readAhead(workspace, () => new Promise((resolve) => setImmediate(resolve)));
  return evaluator.evaluate(workspace, freshState(), at);
}

const stored = (evaluation: Evaluation, secrets: boolean) => share({ name: 'x', shown: evaluation, secrets });

/** Large workspaces are exported in a worker. */
export const exported = 'export a folder';

export const ofEvaluations: Readonly<Record<string, EvaluationOperation>> = {
  lint: ({ workspace }) =>
    lintInPieces(
      workspace,
      slices(() => true),
      at,
    ),
  'send the request': async ({ workspace, request }) => {
    const gateway = new Gateway(world);
    const read = workspace.apis.flatMap(({ draft }) => {
      const api = readApi(draft);
      return api.ok ? [api.value] : [];
    });
    gateway.load(read, []);
    return gateway.handle(request);
  },
  'commands that sign': signingCommands,
  'command of the request': (evaluation) => requestCommand(evaluation),
  'commands that save': ({ workspace }) => saveCommands(workspace),
  'write the workspace': ({ workspace }) => writeStored({ name: 'x', workspace }),
  'read the workspace': ({ workspace }) => parseStored(writeStored({ name: 'x', workspace })),
  'share without secrets': (evaluation) => stored(evaluation, false),
  'write a link': (evaluation) => writeLink(stored(evaluation, true)),
  'read a link': async (evaluation) => readLink(await writeLink(stored(evaluation, true))),
  'compare two requests': (evaluation, before) => compareRequests(before, evaluation),
  'lines of the log': ({ exchange }) => [
    logGroups(
      stepsOfLines(exchange.trace, exchange.log),
      exchange.log.map((_, line) => line),
    ),
    exchange.log.map((line) => [textLine(line, at), jsonLine(line, at)]),
  ],
  'lines of the trace': ({ exchange }) =>
    traceLines(
      exchange.trace,
      () => true,
      () => false,
    ),
  [exported]: async (evaluation) => {
    const { workspace } = evaluation;
    const folder = await exportFolder({
      name: 'x',
      workspace,
      sent: [evaluation],
      network,
      now: at,
      standIn: true,
      withWorkspace: true,
    });
    return zipOf(folder.files, 'x');
  },
  'find fixes': ({ workspace }) =>
    findFixes(
      evaluator,
      { workspace: refused(workspace), state: freshState(), at },
      undefined,
      slices(() => true),
    ),
  'find causes': ({ workspace }) =>
    possibleCauses(
      readMessage('{"error":"Key not authorized"}'),
      { workspace: refused(workspace), state: freshState(), at },
      evaluator,
      slices(() => true),
    ),
};

/** The workspace with its token badly signed, so that there is something to mend. */
function refused(workspace: Workspace): Workspace {
  const { token } = workspace;
  return token.kind === 'composed' ? { ...workspace, token: { ...token, fault: 'wrong key' } } : workspace;
}
