/** Texts of a size that nobody types, each made anew with a number in it, so that nothing kept from the last run answers. */
import { zipSync, strToU8 } from 'fflate';

/** A text by its number; it is the longer the larger `size` is, which is 1 in the benchmark. */
export interface SizedText {
  readonly name: string;
  readonly make: (run: number) => string;
}

const many = 10_000;

function list(count: number, of: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => of(at)).join(',');
}

function pretty(text: string): string {
  return JSON.stringify(JSON.parse(text), null, 2);
}

const jwtFields =
  '"enable_jwt":true,"jwt_signing_method":"hmac","jwt_source":"dHlrMTIz","jwt_identity_base_field":"sub","jwt_policy_field_name":"pol"';

function classic(run: number, more: string, versions = '{"Default":{"name":"Default"}}', notVersioned = true): string {
  return `{"api_id":"orders","org_id":"default","name":"run ${String(run)}","active":true,${jwtFields},"proxy":{"listen_path":"/orders/","target_url":"http://upstream.test/"},"version_data":{"not_versioned":${String(notVersioned)},"versions":${versions}}${more}}`;
}

function oas(run: number, paths: string, middleware: string, scheme = ''): string {
  return `{"openapi":"3.0.3","info":{"title":"run ${String(run)}","version":"1"},"paths":{${paths}},"components":{"securitySchemes":{"jwt":{"type":"http","scheme":"bearer"}}},"security":[{"jwt":[]}],"x-tyk-api-gateway":{"info":{"id":"orders","orgId":"default","name":"Orders","state":{"active":true}},"server":{"listenPath":{"value":"/orders/","strip":true},"authentication":{"enabled":true,"securitySchemes":{"jwt":{"enabled":true,"header":{"enabled":true,"name":"Authorization"},"signingMethod":"hmac","source":"dHlrMTIz","identityBaseField":"sub","policyFieldName":"pol"${scheme}}}}},"upstream":{"url":"http://upstream.test/"},"middleware":{"operations":{${middleware}}}}}`;
}

/** Definitions. */
export const definitions: readonly SizedText[] = [
  {
    name: '10,000 unknown members',
    make: (run) => classic(run, `,${list(many, (at) => `"jwt_sorce_${String(at)}":${String(at)}`)}`),
  },
  {
    name: '10,000 versions',
    make: (run) =>
      classic(
        run,
        '',
        `{${list(many, (at) => `"v${String(at)}":{"name":"v${String(at)}","paths":{"ignored":["/x"]}}`)}}`,
        false,
      ),
  },
  {
    name: '10,000 versions, none in use',
    make: (run) => classic(run, '', `{${list(many, (at) => `"v${String(at)}":{"name":"v${String(at)}"}`)}}`),
  },
  {
    name: '10,000 paths in a list',
    make: (run) =>
      classic(
        run,
        '',
        `{"Default":{"name":"Default","use_extended_paths":true,"extended_paths":{"ignored":[${list(many, (at) => `{"path":"/a/${String(at)}/{id}","method":"GET"}`)}]}}}`,
      ),
  },
  {
    name: '10,000 plain paths',
    make: (run) =>
      classic(
        run,
        '',
        `{"Default":{"name":"Default","paths":{"white_list":[${list(many, (at) => `"/a/${String(at)}"`)}]}}}`,
      ),
  },
  {
    name: '10,000 scope mappings',
    make: (run) =>
      classic(
        run,
        `,"scopes":{"jwt":{"scope_claim_name":"scope","scope_to_policy":{${list(many, (at) => `"s${String(at)}":"p${String(at)}"`)}}}}`,
      ),
  },
  {
    name: '10,000 old scope mappings',
    make: (run) =>
      classic(
        run,
        `,"jwt_scope_claim_name":"scope","jwt_scope_to_policy_mapping":{${list(many, (at) => `"s${String(at)}":"p${String(at)}"`)}}`,
      ),
  },
  {
    name: '10,000 default policies',
    make: (run) => classic(run, `,"jwt_default_policies":[${list(many, (at) => `"p${String(at)}"`)}]`),
  },
  {
    name: '10,000 places of the token',
    make: (run) =>
      classic(
        run,
        `,"auth_configs":{${list(many, (at) => `"a${String(at)}":{"auth_header_name":"X-${String(at)}"}`)}}`,
      ),
  },
  {
    name: '10,000 global headers',
    make: (run) =>
      classic(
        run,
        '',
        `{"Default":{"name":"Default","global_headers":{${list(many, (at) => `"X-${String(at)}":"$tyk_meta.${String(at)}"`)}}}}`,
      ),
  },
  { name: '10,000 times one member', make: (run) => classic(run, `,${list(many, () => '"domain":"a"')}`) },
  {
    name: '10,000 key sets',
    make: (run) => classic(run, `,"jwt_jwks_uris":[${list(many, (at) => `{"url":"https://idp.test/${String(at)}"}`)}]`),
  },
  { name: '10,000 levels', make: (run) => classic(run, `,"config_data":${'{"a":'.repeat(many)}1${'}'.repeat(many)}`) },
  {
    name: 'a million characters in one line',
    make: (run) => classic(run, `,"config_data":{"a":"${'x'.repeat(990_000)}"}`),
  },
  {
    name: 'a million characters in 40,000 lines',
    make: (run) => pretty(classic(run, `,"config_data":{${list(36_000, (at) => `"member${String(at)}":"value"`)}}`)),
  },
  {
    name: 'OAS, 10,000 operations',
    make: (run) =>
      oas(
        run,
        list(
          many,
          (at) => `"/a/${String(at)}":{"get":{"operationId":"o${String(at)}","responses":{"200":{"description":""}}}}`,
        ),
        list(many, (at) => `"o${String(at)}":{"allow":{"enabled":true}}`),
      ),
  },
  {
    name: 'OAS, 10,000 unknown members',
    make: (run) =>
      oas(run, '', '').replace(
        '"info":{"id"',
        `${list(many, (at) => `"servr${String(at)}":${String(at)}`)},"info":{"id"`,
      ),
  },
  {
    name: 'OAS, 10,000 key sets',
    make: (run) => oas(run, '', '', `,"jwksURIs":[${list(many, (at) => `{"url":"https://idp.test/${String(at)}"}`)}]`),
  },
  {
    name: 'OAS, 10,000 scope mappings',
    make: (run) =>
      oas(
        run,
        '',
        '',
        `,"scopes":{"claimName":"scope","scopeToPolicyMapping":[${list(many, (at) => `{"scope":"s${String(at)}","policyId":"p${String(at)}"}`)}]}`,
      ),
  },
  {
    name: 'OAS, 10,000 claims to be checked',
    make: (run) =>
      oas(run, '', '', `,"customClaimValidation":{${list(many, (at) => `"c${String(at)}":{"type":"required"}`)}}`),
  },
  {
    name: 'OAS, 10,000 allowed issuers',
    make: (run) => oas(run, '', '', `,"allowedIssuers":[${list(many, (at) => `"https://i${String(at)}.test/"`)}]`),
  },
];

/** Policies. */
export const policies: readonly SizedText[] = [
  {
    name: '10,000 access rights',
    make: (run) =>
      `{"id":"gold","org_id":"default","active":true,"name":"run ${String(run)}","rate":10,"per":1,"quota_max":-1,"access_rights":{"orders":{"api_id":"orders","versions":["Default"]},${list(many, (at) => `"api${String(at)}":{"api_id":"api${String(at)}","versions":["Default"],"allowed_urls":[{"url":"/{a}","methods":["GET"]}]}`)}}}`,
  },
  {
    name: '10,000 rights with limits',
    make: (run) =>
      `{"id":"gold","org_id":"default","active":true,"name":"run ${String(run)}","partitions":{"per_api":true},"access_rights":{"orders":{"api_id":"orders","versions":["Default"]},${list(many, (at) => `"api${String(at)}":{"api_id":"api${String(at)}","limit":{"rate":1,"per":1,"quota_max":5}}`)}}}`,
  },
  {
    name: '10,000 allowed paths',
    make: (run) =>
      `{"id":"gold","org_id":"default","active":true,"name":"run ${String(run)}","access_rights":{"orders":{"api_id":"orders","versions":["Default"],"allowed_urls":[${list(many, (at) => `{"url":"/a/${String(at)}/[0-9]+","methods":["GET"]}`)}]}}}`,
  },
  {
    name: '10,000 versions in a right',
    make: (run) =>
      `{"id":"gold","org_id":"default","active":true,"name":"run ${String(run)}","access_rights":{"orders":{"api_id":"orders","versions":[${list(many, (at) => `"v${String(at)}"`)}]}}}`,
  },
  {
    name: '10,000 tags',
    make: (run) =>
      `{"id":"gold","org_id":"default","active":true,"name":"run ${String(run)}","tags":[${list(many, (at) => `"t${String(at)}"`)}],"access_rights":{"orders":{"api_id":"orders","versions":["Default"]}}}`,
  },
  {
    name: '10,000 unknown members',
    make: (run) =>
      `{"id":"gold","org_id":"default","active":true,"name":"run ${String(run)}",${list(many, (at) => `"acces_rights${String(at)}":{"a":1}`)},"access_rights":{"orders":{"api_id":"orders","versions":["Default"]}}}`,
  },
  {
    name: '10,000 values of meta data',
    make: (run) =>
      `{"id":"gold","org_id":"default","active":true,"name":"run ${String(run)}","meta_data":{${list(many, (at) => `"m${String(at)}":"v"`)}},"access_rights":{"orders":{"api_id":"orders","versions":["Default"]}}}`,
  },
];

const people = '"sub":"ann","pol":"gold"';

/** Payloads. */
export const payloads: readonly SizedText[] = [
  {
    name: '10,000 claims',
    make: (run) =>
      `{${people},"run":${String(run)},${list(many, (at) => `"claim${String(at)}":"value ${String(at)}"`)}}`,
  },
  {
    name: '10,000 times',
    make: (run) =>
      `{${people},"run":${String(run)},${list(many, (at) => `"t${String(at)}":"now + ${String(at)} min"`)}}`,
  },
  {
    name: '10,000 scopes',
    make: (run) =>
      `{${people},"run":${String(run)},"scope":"${Array.from({ length: many }, (_, at) => `s${String(at)}`).join(' ')}"}`,
  },
  {
    name: '10,000 policies',
    make: (run) => `{"sub":"ann","run":${String(run)},"pol":[${list(many, (at) => `"p${String(at)}"`)}]}`,
  },
  {
    name: '10,000 audiences',
    make: (run) => `{${people},"run":${String(run)},"aud":[${list(many, (at) => `"a${String(at)}"`)}]}`,
  },
  {
    name: '10,000 levels',
    make: (run) => `{${people},"run":${String(run)},"deep":${'['.repeat(9_990)}${']'.repeat(9_990)}}`,
  },
  {
    name: '400,000 characters in one claim',
    make: (run) => `{${people},"run":${String(run)},"a":"${'x'.repeat(400_000)}"}`,
  },
  {
    name: '700,000 characters in one claim',
    make: (run) => `{${people},"run":${String(run)},"a":"${'x'.repeat(700_000)}"}`,
  },
  {
    name: '700,000 characters of claims',
    make: (run) => `{${people},"run":${String(run)},${list(30_000, (at) => `"claim${String(at)}":"value"`)}}`,
  },
  { name: '10 MB in one claim', make: (run) => `{${people},"run":${String(run)},"a":"${'x'.repeat(10_000_000)}"}` },
  {
    name: '10 MB of claims',
    make: (run) => `{${people},"run":${String(run)},${list(400_000, (at) => `"claim${String(at)}":"valuevalue"`)}}`,
  },
];

const key = (at: number): string => `{"kty":"oct","kid":"k${String(at)}","k":"dHlrMTIz${String(at).padStart(8, '0')}"}`;
const rsa =
  'u1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0gunVTLw7onLRnrq0_IzW7yWR7QkrmBL7jTKEn5u-qKhbwKfBstIs-bMY2Zkp18gnTxKLxoS2tFczGkPLPgizskuemMghRniWaoLcyehkd3qqGElvW_VDL5AaWTg0nLVkjRo9z-40RQzuVaE8AkAFmxZzow3x-VJYKdjykkJ0iT9wCS0DRTXu269V264Vf_3jvredZiKRkgwlL9xNAwxXFg0x_XFw005UWVRIkdgcKWTjpBP2dPwVZ4WWC-9aGVd-Gyn1o0CLelf4rEjGoXbAAEgAqeGUxrcIlbjXfbc3w';
const rsaKey = (at: number): string => `{"kty":"RSA","kid":"k${String(at)}","alg":"RS256","n":"${rsa}","e":"AQAB"}`;

const pem = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo
4lgOEePzNm0tRgeLezV6ffAt0gunVTLw7onLRnrq0/IzW7yWR7QkrmBL7jTKEn5u
+qKhbwKfBstIs+bMY2Zkp18gnTxKLxoS2tFczGkPLPgizskuemMghRniWaoLcyeh
kd3qqGElvW/VDL5AaWTg0nLVkjRo9z+40RQzuVaE8AkAFmxZzow3x+VJYKdjykkJ
0iT9wCS0DRTXu269V264Vf/3jvredZiKRkgwlL9xNAwxXFg0x/XFw005UWVRIkdg
cKWTjpBP2dPwVZ4WWC+9aGVd+Gyn1o0CLelf4rEjGoXbAAEgAqeGUxrcIlbjXfbc
3wIDAQAB
-----END PUBLIC KEY-----
`;

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** What somebody may paste for a key, or where a key is looked for. */
export const keyTexts: readonly SizedText[] = [
  { name: 'a key set of 10,000 secrets', make: (run) => `{"run":${String(run)},"keys":[${list(many, key)}]}` },
  { name: 'a key set of 10,000 RSA keys', make: (run) => `{"run":${String(run)},"keys":[${list(many, rsaKey)}]}` },
  { name: '10,000 PEM blocks', make: (run) => `run ${String(run)}\n${pem.repeat(many)}` },
  {
    name: '20,000 beginnings of PEM',
    make: (run) => `run ${String(run)}\n${'-----BEGIN PUBLIC KEY-----\n'.repeat(20_000)}`,
  },
  { name: '10 MB of base64', make: (run) => base64(`${String(run)}${'x'.repeat(7_500_000)}`) },
  {
    name: '10 MB of base64 of no UTF-8',
    make: (run) => Buffer.concat([Buffer.from(String(run)), Buffer.alloc(7_500_000, 0xff)]).toString('base64'),
  },
  {
    name: '10 MB of base64url',
    make: (run) =>
      base64(`${String(run)}${'~?'.repeat(3_750_000)}`)
        .replaceAll('+', '-')
        .replaceAll('/', '_'),
  },
  { name: '10 MB of letters and blanks', make: (run) => `${String(run)} ${'a b '.repeat(2_500_000)}` },
  { name: '10 MB of address', make: (run) => `https://idp.test/${String(run)}/${'a'.repeat(10_000_000)}` },
  {
    name: '10 MB of address in base64',
    make: (run) => base64(`https://idp.test/${String(run)}/${'a'.repeat(7_500_000)}`),
  },
  { name: '10 MB of hexadecimal digits', make: (run) => `${String(run)}${'ab'.repeat(5_000_000)}` },
  { name: '10 MB of marks', make: (run) => `${String(run)}${'\u202e\ud800'.repeat(5_000_000)}` },
  { name: '10 MB of quotation marks', make: (run) => `${String(run)}${'"'.repeat(10_000_000)}` },
  { name: '10 MB of line feeds', make: (run) => `${String(run)}${'\n'.repeat(10_000_000)}` },
  { name: '10 MB of brackets', make: (run) => `${'['.repeat(10_000_000)}${String(run)}` },
];

const policiesText = (run: number): string =>
  `{${list(many, (at) => `"p${String(at)}":{"name":"P ${String(run)}","org_id":"default","rate":1,"per":1,"active":true,"access_rights":{"orders":{"api_id":"orders","versions":["Default"]}}}`)}}`;

/** What somebody may import, beside all of the above. */
export const imports: readonly SizedText[] = [
  { name: '10,000 policies in one file', make: policiesText },
  {
    name: 'a list of 10,000 definitions',
    make: (run) =>
      `[${list(many, (at) => `{"api_id":"a${String(at)}","name":"A ${String(run)}","org_id":"o","enable_jwt":true,"proxy":{"listen_path":"/${String(at)}/"}}`)}]`,
  },
  {
    name: '10,000 lines of curl',
    make: (run) =>
      `curl https://gateway.test/${String(run)} ${Array.from({ length: many }, (_, at) => `-H 'X-${String(at)}: v' \\\n`).join('')}`,
  },
  { name: '10 MB of curl', make: (run) => `curl https://gateway.test/${String(run)} -d '${'x'.repeat(10_000_000)}'` },
  { name: '10 MB of YAML letters', make: (run) => `api_id: a${String(run)}\nname: ${'x '.repeat(5_000_000)}` },
  {
    name: 'YAML of 1,000 policies',
    make: (run) =>
      `policies:\n${Array.from({ length: 1_000 }, (_, at) => `  - id: p${String(at)}\n    name: P ${String(run)}\n    org_id: default\n    rate: 1\n    per: 1\n    active: true\n    access_rights:\n      orders:\n        api_id: orders\n        versions: [Default]\n`).join('')}`,
  },
  { name: '10 MB of token', make: (run) => `Bearer eyJhbGciOiJIUzI1NiJ9.${'eyJ'.repeat(3_333_333)}.x${String(run)}` },
  {
    name: '10 MB of lines of HTTP',
    make: (run) => `HTTP/1.1 400 Bad Request\r\n${`X-A: ${String(run)}\r\n`.repeat(800_000)}`,
  },
  { name: '10 MB of log', make: (run) => `time="x" level=error msg="run ${String(run)}"\n`.repeat(300_000) },
  {
    name: '10 MB of JSON log',
    make: (run) => `{"level":"error","msg":"run ${String(run)}","prefix":"x"}\n`.repeat(200_000),
  },
  { name: '10 MB of JSON numbers', make: (run) => `[${list(1_500_000, (at) => String(at + run))}]` },
  { name: '10 MB of an answer', make: (run) => `{"error":"${'x'.repeat(10_000_000)}${String(run)}"}` },
];

/** A zip of a folder with 2,000 definitions. */
export function zipOfDefinitions(run: number): Uint8Array {
  const files = Array.from(
    { length: 2_000 },
    (_, at) => [`apps/a${String(at)}.json`, strToU8(classic(run, `,"slug":"${String(at)}"`))] as const,
  );
  return zipSync(Object.fromEntries(files));
}
