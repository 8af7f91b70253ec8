/** The doctor against the gateway: what it says of a source is what a request then meets. */
import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../src/gateway/outcome';
import { encodeStd } from '../../src/go/base64';
import { isObject, type JsonValue, unmarshal } from '../../src/go/json';
import { examineSource, type SourceReport } from '../../src/keys/source-doctor';
import type { RecordedApi } from '../../src/recordings/recording';
import { replayCase } from '../../src/recordings/replay';
import { base64, claims, classic, rsaSigner, Scene, token } from '../gateway/build';
import { recordedCases } from '../gateway/recorded';
import * as keys from './fixtures';
import { fileBytes, fileText } from './openssl-file';

/** `jwt_source` and the signing method of a recorded API; undefined where it has several schemes or none. */
function sourceIn({ classic, oas }: RecordedApi): { source: string; method: string } | undefined {
  const read = unmarshal(new TextEncoder().encode(classic ?? oas ?? ''));
  if (!read.ok || !isObject(read.value)) return undefined;
  const { jwt_source: source, jwt_signing_method: method } = classic === undefined ? scheme(read.value) : read.value;
  return typeof source === 'string' && typeof method === 'string' ? { source, method } : undefined;
}

function scheme(document: JsonValue): Record<string, JsonValue> {
  let at: JsonValue | undefined = document;
  for (const name of ['x-tyk-api-gateway', 'server', 'authentication', 'securitySchemes']) {
    at = isObject(at) ? at[name] : undefined;
  }
  const [first] = isObject(at) ? Object.values(at) : [];
  if (!isObject(first) || first['jwksURIs'] !== undefined) return {};
  return { jwt_source: first['source'] ?? '', jwt_signing_method: first['signingMethod'] ?? '' };
}

/** What became of the key, by the code of the refusal or the state of the step; and the errors that were logged. */
interface Met {
  readonly key: string;
  readonly signature: string;
  readonly errors: readonly unknown[];
}

function met(exchange: Exchange): Met | undefined {
  const step = (name: string): string => {
    const found = exchange.trace.find((each) => each.step === name);
    return found?.refusal?.code ?? found?.state ?? 'not reached';
  };
  const key = step('key');
  if (key === 'not reached' || key === 'skipped') return undefined;
  const errors = exchange.log.filter(({ level }) => level === 'error').map(({ error }) => error);
  return { key, signature: step('signature'), errors };
}

const refusals = { base64: 'source_not_base64', key: 'key_unreadable', address: 'key_set_unavailable' } as const;

/** Holds what the report foretells against what was met. */
function compare({ reading, verdict }: SourceReport, { key, signature, errors }: Met, what: string): void {
  switch (reading.kind) {
    case 'secret':
      expect(key, what).toBe('passed');
      break;
    case 'public key':
      expect(key, what).toBe('passed');
      if (verdict === 'never verifies') expect(signature, what).toBe('signature_invalid');
      break;
    case 'unreadable':
      expect(key, what).toBe(refusals[reading.part]);
      // Of a URL that cannot be fetched the log also says that it was about to be.
      expect(errors, what).toContainEqual(expect.stringContaining(reading.error));
      break;
    case 'none':
      expect(key, what).toMatch(/^(key_of_token_unknown|key_unreadable|passed)$/);
      break;
    case 'key set':
      // Its keys decide. Only a plain address can fail as base64, and does after the first fetch.
      expect(key, what).toMatch(reading.written === 'plain' ? /^(passed|source|key_set|kid)/ : /^(passed|key|kid)/);
  }
}

describe('foretells the key of every recorded request', () => {
  test.each([
    ['03-keys', 100, ['secret', 'public key', 'unreadable', 'none', 'key set']],
    ['09-traps', 20, ['secret', 'key set']],
    ['12-more', 400, ['secret', 'public key', 'unreadable', 'none', 'key set']],
  ])('%s', async (file, enough, kinds) => {
    let checked = 0;
    const seen = new Set<string>();
    for (const recorded of recordedCases(file)) {
      if (recorded.exchanges.some(({ admin }) => admin !== undefined)) continue;
      let { apis } = recorded;
      for await (const { recorded: asked, exchange } of replayCase(recorded)) {
        apis = asked.apis ?? apis;
        const [api] = apis;
        const configured = apis.length === 1 && api !== undefined ? sourceIn(api) : undefined;
        const was = met(exchange);
        if (configured === undefined || was === undefined) continue;
        const report = examineSource(configured.source, configured.method);
        compare(report, was, `${recorded.name}: ${configured.source}`);
        seen.add(report.reading.kind);
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(enough);
    expect([...seen]).toEqual(expect.arrayContaining(kinds));
  });
});

/** Sources of every kind, and of many that went wrong on the way. */
const sources: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['a line end', '\n'],
  ['a secret', base64('tyk123')],
  ['a secret as it is', 'tyk123'],
  ['a secret that happens to be base64', 'tyk12345'],
  ['a secret without padding', base64('tyk1').replace(/=+$/, '')],
  ['base64url', 'a-b_'],
  ['base64 with line ends', `${base64('tyk123').slice(0, 4)}\r\n${base64('tyk123').slice(4)}\n`],
  ['base64 with a blank after it', `${base64('tyk123')} `],
  ['twice', base64(base64('tyk123'))],
  ['a letter that is no ASCII', 'tÿk1'],
  ['an address', base64('http://idp.test/jwks.json')],
  ['an address as it is', 'HTTP://idp.test/jwks.json'],
  ['an address with a blank', base64(' http://idp.test/jwks.json')],
  ['an address with a line feed', base64('http://idp.test/jwks.json\n')],
  ['an address without a host', base64('http://')],
  ['an address with a bad escape', base64('http://idp.test/%zz')],
  ['a bad port', 'http://idp.test:x/'],
  ...[
    'rsa2048.spki.pem',
    'rsa2048.spki.der',
    'rsa2048.certificate.pem',
    'rsa2048.certificate.der',
    'rsa2048.pkcs1-public.pem',
    'rsa2048.pkcs8.pem',
    'rsa2048.pkcs1.der',
    'rsa2048.encrypted-pkcs8.pem',
    'rsa2048.request.pem',
    'rsa-pss.spki.pem',
    'p224.spki.pem',
    'p256.spki.pem',
    'p256.spki-compressed.pem',
    'p256.chain.pem',
    'p256.sec1.pem',
    'p384.spki.pem',
    'p521.spki.pem',
    'ed25519.spki.pem',
    'openssh-rsa.pub',
  ].flatMap((name) => [
    [name, encodeStd(fileBytes(name))] as const,
    [`${name} as it is`, fileText(name)] as const,
    [`${name} twice`, base64(encodeStd(fileBytes(name)))] as const,
    [`${name} on one line`, base64(fileText(name).replaceAll('\n', ''))] as const,
  ]),
  ['RSA of 512 bits', base64(keys.rsa512)],
  ['RSA of 1024 bits', base64(keys.rsa1024)],
  ['a JWK', base64('{"kty":"oct","k":"dHlrMTIz"}')],
];

const signers = {
  HS256: undefined,
  RS256: rsaSigner,
  ES256: { kind: 'pem', text: fileText('p256.pkcs8.pem') },
} as const;

describe.each([
  ['hmac', 'HS256'],
  ['rsa', 'RS256'],
  ['ecdsa', 'ES256'],
  ['rsassa', 'HS256'],
] as const)('foretells the key of a request to an API set to %s', (method, alg) => {
  test.each(sources)('%s', async (_, source) => {
    const report = examineSource(source, method);
    const scene = new Scene([classic({ jwt_signing_method: method, jwt_source: source })]);
    const exchange = await scene.ask(await token(claims(), { alg, kid: 'k' }, signers[alg]));
    const was = met(exchange);
    if (was === undefined) throw new Error('no key step');
    compare(report, was, source);
  });
});
