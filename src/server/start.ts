/**
 * Starts the gateway as a server, and says what it runs.
 */
import type { Surroundings } from '../gateway/outcome';
import { isLogged, jsonLine, textLine } from '../gateway/log-format';
import { settings } from '../gateway/settings';
import type { Decoded } from '../go/json';
import { answerUpstream } from '../mock/upstream';
import { guideHmacWorkspace } from '../scenarios/guide-hmac';
import { encodeToken } from '../workspace/token';
import { type Tell, folderEmulation, guideEmulation } from './emulation';
import { explain } from './explain';
import { openFolder } from './folder/folder';
import { noTykConf, type TykConf } from './folder/tyk-conf';
import { listen, type Listening, loopback } from './http/listen';
import type { Options } from './options';
import { plainText } from './plain-text';
import { type Answered, type Emulation, Site } from './site';
import { machineSurroundings } from './surroundings';

/** Where a server prints. */
export interface Terminal {
  /** A line of the gateway's log. */
  readonly log: Tell;
  /** What is not the gateway's own word. */
  readonly tell: Tell;
  readonly coloured: boolean;
}

const usualPort = 8080;

/** Starts a server. Errors: why it cannot, in a sentence. */
export async function start(options: Options, terminal: Terminal): Promise<Decoded<Listening>> {
  const { tell } = terminal;
  const mocked = options.upstream === null ? options.folder === null : options.upstream === 'mock';
  const surroundings = machineSurroundings(mocked ? mockUpstream : null);
  const opened = open(options, surroundings, tell);
  if (!opened.ok) return opened;
  const { conf, emulation } = opened.value;

  const secret = options.secret ?? conf.secret ?? settings.secret;
  const site = new Site(emulation, secret, (answered) => report(answered, options, terminal));
  const port = options.port ?? conf.listenPort ?? usualPort;
  try {
    const listening = await listen(port, site, (reason) => tell(errorText(reason)));
    for (const line of greeting(emulation, options, { mocked, secret, port: listening.port })) tell(plainText(line));
    if (options.folder === null) tell(`try: ${await guideCommand(addressOf(listening.port))}`);
    return { ok: true, value: listening };
  } catch (reason) {
    return { ok: false, error: `Cannot listen on ${loopback}:${String(port)}: ${portProblem(reason)}` };
  }
}

function open(
  { folder: given, write }: Options,
  surroundings: Surroundings,
  tell: Tell,
): Decoded<{ readonly conf: TykConf; readonly emulation: Emulation }> {
  if (given === null) return { ok: true, value: { conf: noTykConf, emulation: guideEmulation(surroundings, tell) } };
  const folder = openFolder(given);
  if (!folder.ok) return folder;
  const { conf } = folder.value;
  for (const difference of conf.differences) tell(`tyk.conf: ${difference}`);
  return { ok: true, value: { conf, emulation: folderEmulation(folder.value, write, surroundings, tell) } };
}

const mockUpstream: Surroundings['upstream'] = async (url, request) => {
  if (!URL.canParse(url)) return { kind: 'failed', error: `dial tcp: lookup ${url}: no such host` };
  const { answer, after } = answerUpstream(url, request, (bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
  await new Promise((resolve) => setTimeout(resolve, after));
  return answer;
};

function report({ exchange, at, request }: Answered, options: Options, { log, tell, coloured }: Terminal): void {
  const write = options.json ? jsonLine : textLine;
  for (const line of exchange.log) {
    const left = !options.accessLog && line['prefix'] === 'access-log';
    if (!left && isLogged(line, options.level)) log(write(line, at));
  }
  if (!options.explain || exchange.trace.length === 0) return;
  for (const line of explain(request, exchange, coloured)) tell(line);
}

function portProblem(reason: unknown): string {
  const code = reason instanceof Error && 'code' in reason ? reason.code : '';
  if (code === 'EADDRINUSE') return 'the port is taken. --port N takes another.';
  return code === 'EACCES' ? 'this user may not. --port N takes another.' : errorText(reason);
}

function errorText(reason: unknown): string {
  return reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
}

interface Started {
  readonly mocked: boolean;
  readonly secret: string;
  readonly port: number;
}

function addressOf(port: number): string {
  return `http://${loopback}:${String(port)}`;
}

/** What runs. A secret that a person has chosen is not shown. */
function greeting(
  { gateway, catalogue }: Emulation,
  options: Options,
  { mocked, secret, port }: Started,
): readonly string[] {
  const address = addressOf(port);
  const apis = gateway.apis().map(({ definition: { api_id, proxy } }) => {
    return `API ${api_id}: ${address}${proxy.listen_path} → ${proxy.target_url}`;
  });
  const known = secret === settings.secret ? `X-Tyk-Authorization: ${secret}` : 'with the secret that was set';
  return [
    `Tyk Gateway ${settings.version}, emulated, on ${address} (for learning and CI, not for production)`,
    ...(apis.length === 0 ? ['no API is loaded'] : apis),
    `policies: ${[...catalogue.policies.keys()].join(', ') || 'none'}`,
    mocked
      ? 'upstreams: answered here, as httpbin does (--real-upstream sends to them); key sets: fetched'
      : 'upstreams: sent to (--mock-upstream answers here); key sets: fetched',
    `admin API: ${address}/tyk/, ${known}; saves ${options.write ? 'to the folder' : 'in memory'}`,
  ];
}

/** A request that the guide's example answers 200. */
async function guideCommand(address: string): Promise<string> {
  const { token, keys, request } = guideHmacWorkspace();
  const encoded = await encodeToken(token, keys, Math.floor(Date.now() / 1000));
  const text = encoded.ok ? encoded.text : '';
  return `curl -H 'Authorization: Bearer ${text}' ${address}${request.path}`;
}
