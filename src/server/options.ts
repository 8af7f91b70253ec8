/**
 * The words behind `npm run gateway --`.
 */
import { parseArgs } from 'node:util';
import type { Decoded } from '../go/json';

/** What a person has asked for; `null`: not said. */
export interface Options {
  readonly folder: string | null;
  readonly port: number | null;
  readonly secret: string | null;
  readonly level: 'debug' | 'info';
  readonly json: boolean;
  readonly explain: boolean;
  readonly accessLog: boolean;
  readonly upstream: 'mock' | 'real' | null;
  readonly write: boolean;
  readonly help: boolean;
}

/** What `--help` shows. */
export const usage = `npm run gateway -- [FOLDER] [options]

Runs the emulated Tyk Gateway as an HTTP server on 127.0.0.1, for learning and CI; it is not made for production.
FOLDER has tyk.conf, apps/ and policies/, as a gateway has them. Without it: the setup guide's example.

  --port N           port to listen on (listen_port of tyk.conf, else 8080; 0: any that is free)
  --secret S         secret of the admin API (that of tyk.conf, else the one of the example configuration)
  --mock-upstream    answer for every upstream here (usual without FOLDER)
  --real-upstream    send to the upstreams (usual with FOLDER)
  --write            write what the admin API saves to FOLDER; else it is kept in memory
  --level LEVEL      info (usual) or debug
  --json             log lines as JSON
  --no-access-log    no access log
  --explain          print each request's trace below its log lines
  --help             this text`;

/** Reads the arguments. Errors: what is wrong, in a sentence. */
export function readOptions(args: readonly string[]): Decoded<Options> {
  try {
    return readParsed(parse(args));
  } catch (reason) {
    return wrong(reason instanceof Error ? reason.message : String(reason));
  }
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      secret: { type: 'string' },
      level: { type: 'string', default: 'info' },
      json: { type: 'boolean', default: false },
      explain: { type: 'boolean', default: false },
      'no-access-log': { type: 'boolean', default: false },
      'mock-upstream': { type: 'boolean', default: false },
      'real-upstream': { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
}

function readParsed({ values, positionals }: ReturnType<typeof parse>): Decoded<Options> {
  const { port, secret = null, level, json, explain, write, help } = values;
  const [folder = null, ...more] = positionals;
  if (more.length > 0) return wrong(`One folder is enough: ${positionals.join(', ')}.`);
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) < 65536)) return wrong(`--port ${port} is no port.`);
  if (level !== 'info' && level !== 'debug') return wrong(`--level is info or debug, not ${level}.`);
  if (values['mock-upstream'] && values['real-upstream']) {
    return wrong('--mock-upstream and --real-upstream exclude each other.');
  }
  if (write && folder === null) return wrong('--write needs a FOLDER to write to.');
  const upstream = values['mock-upstream'] ? 'mock' : values['real-upstream'] ? 'real' : null;
  return {
    ok: true,
    value: {
      folder,
      port: port === undefined ? null : Number(port),
      secret,
      level,
      json,
      explain,
      accessLog: !values['no-access-log'],
      upstream,
      write,
      help,
    },
  };
}

function wrong(error: string): { readonly ok: false; readonly error: string } {
  return { ok: false, error };
}
