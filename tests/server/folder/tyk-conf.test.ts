import { expect, test } from 'vitest';
import { readTykConf } from '../../../src/server/folder/tyk-conf';

/** The configuration of the recorded gateway. */
const recorded = {
  listen_port: 8181,
  secret: 's',
  app_path: '/opt/tyk-gateway/apps',
  hash_keys: true,
  hash_key_function: 'murmur64',
  http_server_options: {
    enable_strict_routes: true,
    enable_path_prefix_matching: true,
    enable_path_suffix_matching: true,
  },
  access_logs: { enabled: true },
  policies: { policy_source: 'file', policy_path: '/opt/tyk-gateway/policies', allow_explicit_policy_id: true },
};

function read(conf: unknown) {
  return readTykConf(new TextEncoder().encode(typeof conf === 'string' ? conf : JSON.stringify(conf)));
}

test('reads what a server needs', () => {
  expect(read(recorded)).toEqual({
    ok: true,
    value: {
      listenPort: 8181,
      secret: 's',
      appPath: '/opt/tyk-gateway/apps',
      policyPath: '/opt/tyk-gateway/policies',
      differences: [],
    },
  });
});

test('tells where another gateway is asked for than the emulated one', () => {
  const { hash_keys, ...rest } = recorded;
  expect(hash_keys).toBe(true);
  expect(read({ ...rest, hide_generator_header: true, policies: { ...recorded.policies, policy_source: 'service' } })).toMatchObject({
    value: {
      differences: [
        'hash_keys is false there, since it is not set; the emulated gateway has true',
        'hide_generator_header is true there; the emulated gateway has false',
        'policies.policy_source is "service" there; the emulated gateway has "file"',
      ],
    },
  }); // prettier-ignore
});

test('does without settings of a wrong type', () => {
  expect(read({ ...recorded, listen_port: '80', secret: 5, app_path: '', policies: 'none' })).toMatchObject({
    ok: true,
    value: { listenPort: null, secret: null, appPath: null, policyPath: null },
  });
  expect(read({ ...recorded, listen_port: 70000 })).toMatchObject({ value: { listenPort: null } });
});

test('says in Go’s words what is wrong with a file', () => {
  expect(read('{"listen_port": ')).toEqual({ ok: false, error: 'unexpected end of JSON input' });
  expect(read('[]')).toMatchObject({ ok: false });
});
