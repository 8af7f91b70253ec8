import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerAdmin } from '../../../src/gateway/admin/admin';
import { emptyCatalogue, sourcesOf } from '../../../src/gateway/admin/catalogue';
import { Gateway } from '../../../src/gateway/gateway';
import { settings } from '../../../src/gateway/settings';
import { freshState } from '../../../src/gateway/state';
import { makeNetwork } from '../../../src/mock/network';
import { guideHmac, guideHmacWorkspace } from '../../../src/scenarios/guide-hmac';
import { saveCommands } from '../../../src/workspace/commands/save-commands';
import { convertDefinition } from '../../../src/workspace/convert';
import { Evaluator } from '../../../src/workspace/evaluate';
import { surroundingsOf } from '../../../src/workspace/network';
import { newDocument, type Workspace } from '../../../src/workspace/workspace';
import { argumentsOf, inShell, workFolder } from './shell';

const folder = workFolder();
const at = 1_800_000_000_000;
const network = makeNetwork(() => ({ providers: [] }));
const clock = { now: () => at, wait: () => Promise.resolve() };

/** The emulated gateway behind HTTP, with nothing saved. */
class AdminServer {
  gateway = new Gateway(surroundingsOf(network, clock));
  #catalogue = emptyCatalogue();
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const secret = request.headers['x-tyk-authorization'];
        const answer = answerAdmin(this.gateway, this.#catalogue, {
          method: request.method ?? '',
          path: request.url ?? '',
          body: Buffer.concat(chunks).toString('utf8'),
          secret: typeof secret === 'string' ? secret : '',
        });
        const { apis, policies } = sourcesOf(this.#catalogue);
        if (answer.reload) this.gateway.load(apis, policies);
        response.statusCode = answer.response?.status ?? 500;
        response.end(answer.response?.body);
      });
    });
  }

  reset(): void {
    this.gateway = new Gateway(surroundingsOf(network, clock));
    this.#catalogue = emptyCatalogue();
  }

  start(): Promise<string> {
    return new Promise((resolve) => {
      this.#server.listen(0, '127.0.0.1', () => {
        const address = this.#server.address();
        resolve(`http://127.0.0.1:${String(typeof address === 'object' ? address?.port : '')}`);
      });
    });
  }

  stop(): void {
    this.#server.close();
  }
}

const server = new AdminServer();
let base = '';
beforeAll(async () => {
  base = await server.start();
});
afterAll(() => {
  server.stop();
});

function asOas(workspace: Workspace): Workspace {
  const made = convertDefinition(guideHmac.definition);
  if (!made.ok) throw new Error(made.error);
  return { ...workspace, apis: [newDocument(made.text)] };
}

test.each([
  ['classic', guideHmacWorkspace()],
  ['Tyk OAS', asOas(guideHmacWorkspace())],
])('saves the workspace to a gateway, which then answers as the page says (%s)', async (_, workspace) => {
  server.reset();
  const { request, exchange } = await new Evaluator(network).evaluate(workspace, freshState(), at);
  expect((await server.gateway.handle(request)).response?.status).toBe(404);
  const [all] = saveCommands(workspace, base);
  const printed = await inShell(all?.text ?? '', folder);
  expect(printed.match(/"status":"ok"/g)).toHaveLength(3);
  const answer = await server.gateway.handle(request);
  expect([answer.response, answer.upstream]).toEqual([exchange.response, exchange.upstream]);
  expect(answer.response?.status).toBe(200);
});

test('takes the secret from the environment, and else the one of the example configuration', async () => {
  const [all] = saveCommands(guideHmacWorkspace(), base);
  expect(await inShell(`export TYK_SECRET=wrong\n${all?.text ?? ''}`, folder)).toContain(
    'Attempted administrative access',
  );
  expect(all?.text).toContain(settings.secret);
});

test('has a command for each policy and API, then the reload, and one for all of them', () => {
  const commands = saveCommands(guideHmacWorkspace(), 'http://gw:8080/');
  expect(commands.map(({ title }) => title)).toEqual([
    'Save everything and reload',
    'Save the policy gold',
    'Save the API Orders',
    'Reload the gateway',
  ]);
  expect(commands[2]?.text).toContain('curl -sS http://gw:8080/tyk/apis \\\n');
  expect(saveCommands({ apis: [], policies: [] }).map(({ id }) => id)).toEqual(['reload']);
});

test('feeds a document to the letter, even one that holds the end of a heredoc and signs of the shell', async () => {
  const draft = `{\n"name": "it's $HOME \`x\` \\\\ é",\n"a": "\nJSON\nJSON2\n"}`;
  const [, command] = saveCommands({ apis: [newDocument(draft)], policies: [] });
  expect(command?.text).toContain("<<'JSON3'");
  expect(command?.note).toContain('not JSON yet');
  const [call] = await argumentsOf('curl', command?.text ?? '', folder);
  expect(call?.at(-1)).toBe(`${draft}\n`);
});
