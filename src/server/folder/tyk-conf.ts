/**
 * What a server needs of `tyk.conf`, and where that asks for another gateway than the emulated one (behaviour 0).
 */
import { type Decoded, get, isObject, type JsonObject, type JsonValue, marshal, unmarshal } from '../../go/json';

/** The settings that are heeded; `null`: not set. */
export interface TykConf {
  readonly listenPort: number | null;
  readonly secret: string | null;
  readonly appPath: string | null;
  readonly policyPath: string | null;
  /** Settings of an effect that the emulated gateway does not have, each told in a sentence. */
  readonly differences: readonly string[];
}

/** A folder without the file. */
export const noTykConf: TykConf = {
  listenPort: null,
  secret: null,
  appPath: null,
  policyPath: null,
  differences: [],
};

/** Settings by their place, what the emulated gateway has, and what a gateway has that is not told. */
const emulated: readonly (readonly [name: string, value: JsonValue, standard: JsonValue])[] = [
  ['access_logs.enabled', true, false],
  ['allow_master_keys', false, false],
  ['close_connections', false, false],
  ['control_api_port', 0, 0],
  ['enable_custom_domains', false, false],
  ['enable_hashed_keys_listing', false, false],
  ['enable_key_logging', false, false],
  ['hash_keys', true, false],
  ['hash_key_function', 'murmur64', ''],
  ['hide_generator_header', false, false],
  ['http_server_options.enable_path_prefix_matching', true, false],
  ['http_server_options.enable_path_suffix_matching', true, false],
  ['http_server_options.enable_strict_routes', true, false],
  ['http_server_options.skip_url_cleaning', false, false],
  ['http_server_options.use_ssl', false, false],
  ['local_session_cache.disable_cached_session_state', false, false],
  ['min_token_length', 3, 3],
  ['policies.allow_explicit_policy_id', true, false],
  ['policies.policy_source', 'file', 'file'],
  ['use_db_app_configs', false, false],
];

/** Reads `tyk.conf`. Errors: Go's texts. */
export function readTykConf(bytes: Uint8Array): Decoded<TykConf> {
  const read = unmarshal(bytes);
  if (!read.ok) return read;
  if (!isObject(read.value)) {
    return {
      ok: false,
      error: 'json: cannot unmarshal a value other than an object into Go value of type config.Config',
    };
  }
  const conf = read.value;
  const port = settingAt(conf, 'listen_port');
  return {
    ok: true,
    value: {
      listenPort: typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65536 ? port : null,
      secret: textAt(conf, 'secret'),
      appPath: textAt(conf, 'app_path'),
      policyPath: textAt(conf, 'policies.policy_path'),
      differences: emulated.flatMap(([name, value, standard]) => difference(conf, name, value, standard)),
    },
  };
}

function difference(conf: JsonObject, name: string, value: JsonValue, standard: JsonValue): readonly string[] {
  const set = settingAt(conf, name);
  const effective = set ?? standard;
  if (effective === value) return [];
  const source = set === undefined ? ', since it is not set' : '';
  return [`${name} is ${marshal(effective)} there${source}; the emulated gateway has ${marshal(value)}`];
}

function settingAt(conf: JsonObject, name: string): JsonValue | undefined {
  let value: JsonValue | undefined = conf;
  for (const part of name.split('.')) value = isObject(value) ? get(value, part) : undefined;
  return value ?? undefined;
}

function textAt(conf: JsonObject, name: string): string | null {
  const value = settingAt(conf, name);
  return typeof value === 'string' && value !== '' ? value : null;
}
