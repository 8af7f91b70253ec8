import { expect, test } from 'vitest';
import { isLogged, textLine } from '../../../src/gateway/log-format';
import { refusalCodes } from '../../../src/gateway/refusals';
import { freshState } from '../../../src/gateway/state';
import type { JsonValue } from '../../../src/go/json';
import { lookalikes } from '../../../src/guide/refusals/lookalikes';
import { makeNetwork } from '../../../src/mock/network';
import { type Diagnosis, possibleCauses } from '../../../src/repair/causes/possible-causes';
import { readMessage } from '../../../src/repair/causes/read-message';
import { guideHmacWorkspace } from '../../../src/scenarios/guide-hmac';
import { Evaluator } from '../../../src/workspace/evaluate';
import { setMember, type JsonPath } from '../../../src/workspace/json-edit';
import { emptyWorkspace, withDocument, type DocumentKind, type Workspace } from '../../../src/workspace/workspace';
import { waysToRefusal } from '../../gateway/ways-to-refusal';

const at = 1_800_000_000_000;
const evaluator = new Evaluator(makeNetwork(() => guideHmacWorkspace()));

function diagnose(text: string, workspace: Workspace = guideHmacWorkspace()): Promise<Diagnosis> {
  return possibleCauses(readMessage(text), { workspace, state: freshState(), at }, evaluator);
}

const codes = ({ causes }: Diagnosis): string[] => causes.map(({ code }) => code);

const member = (workspace: Workspace, kind: DocumentKind, path: JsonPath, value: JsonValue | undefined): Workspace =>
  withDocument(workspace, kind, workspace[kind][0]?.id ?? '', (document) => ({
    ...document,
    draft: setMember(document.draft, path, value),
  }));

const payload = (text: string): Workspace => {
  const workspace = guideHmacWorkspace();
  return workspace.token.kind === 'composed'
    ? { ...workspace, token: { ...workspace.token, payload: text } }
    : workspace;
};

const plain = '{\n    "error": "Key not authorized"\n}';

test('a bare “Key not authorized” may be any of ten, the signature first', async () => {
  const found = await diagnose(plain, emptyWorkspace());
  expect(codes(found)[0]).toBe('signature_invalid');
  const ten = ['signature_invalid', ...lookalikes('signature_invalid').map(({ code }) => code)];
  expect([...codes(found)].sort()).toEqual([...ten].sort());
  expect(found.judged).toBeNull();
});

test('what the workspace itself is refused for comes first, and says why', async () => {
  const [first] = (await diagnose(plain, member(guideHmacWorkspace(), 'apis', ['jwt_source'], 'tyk123'))).causes;
  expect(first?.code).toBe('source_not_base64');
  expect(first?.here).toEqual({
    state: 'this',
    words: 'Here too: the source is not base64 (illegal base64 data at input byte 4).',
  });
  expect(first?.findings.map(({ code }) => code)).toContain('source-not-base64');
});

test('a check that is met here ranks behind, and what this API cannot give comes last', async () => {
  const { causes, judged } = await diagnose(plain);
  expect(judged).toBe('workspace');
  const here = new Map(causes.map((cause) => [cause.code, cause.here]));
  expect(here.get('signature_invalid')).toEqual({ state: 'passes', words: 'Not here: this check passes (valid).' });
  expect(here.get('kid_unknown')).toEqual({ state: 'impossible', words: 'Not here: the API has no key set.' });
  const order = causes.map((cause) => cause.here?.state);
  expect(order.lastIndexOf('passes')).toBeLessThan(order.indexOf('impossible'));
});

test('a lint finding that leads to a refusal puts it before one that nothing leads to', async () => {
  // The request itself names no API, so only the documents speak.
  const workspace = member(guideHmacWorkspace(), 'apis', ['jwt_source'], 'tyk123');
  const elsewhere = { ...workspace, request: { ...workspace.request, path: '/nowhere' } };
  const { causes } = await diagnose(plain, elsewhere);
  expect(causes[0]?.code).toBe('source_not_base64');
  expect(causes[0]?.here?.state).toBe('unreached');
});

test('the log decides over the workspace', async () => {
  const refused = payload('{"sub": "u1", "pol": "gold", "exp": 5}');
  const line =
    'time="2026-08-21T12:00:00Z" level=error message="JWT validation error" error="token contains an invalid number of segments"';
  const info = 'time="2026-08-21T12:00:00Z" level=info message="Attempted JWT access with non-existent key."';
  expect(codes(await diagnose(`${info}\n${line}`, refused))[0]).toBe('token_malformed');
});

test('the log’s error chooses among a refusal’s causes', async () => {
  const lines = (error: string): string =>
    `level=info message="Attempted JWT access with non-existent key."\nlevel=error message="JWT validation error" error="${error}"`;
  const causeOf = async (error: string): Promise<string | undefined> =>
    (await diagnose(lines(error), emptyWorkspace())).causes[0]?.causes[0]?.cause.what;
  expect(await causeOf('crypto/ecdsa: verification error')).toMatch(/private key|DER/);
  expect(await causeOf('key is of invalid type')).toMatch(/another type/);
  expect(await causeOf("tokenstring should not contain 'bearer '")).toMatch(/twice/);
  expect(await causeOf('unexpected EOF')).toMatch(/not JSON/);
});

test('of exp, iat and nbf the text chooses; with an expired token besides, the flag', async () => {
  expect(codes(await diagnose('Key not authorized: token is not valid yet', emptyWorkspace()))).toEqual([
    'token_not_valid_yet',
    'token_expired',
  ]);
  const access =
    'level=info mw=JWTMiddleware prefix=access-log status=401 response_flag=TKE response_code_details=jwt_token_expired';
  const [first] = (await diagnose(`Key not authorized: token is not valid yet\n${access}`, emptyWorkspace())).causes;
  expect(first?.code).toBe('token_expired');
  expect(first?.causes[0]?.cause.what).toContain('nbf');
});

test('the guide’s own words lead to what the gateway calls otherwise', async () => {
  expect(codes(await diagnose('Token has expired', emptyWorkspace()))).toContain('token_expired');
  expect(codes(await diagnose('Token is not valid yet', emptyWorkspace()))).toContain('token_not_valid_yet');
  const policy = codes(await diagnose('Policy not found', emptyWorkspace()));
  expect(policy).toContain('policy_unknown');
  expect(policy).toContain('policies_not_applicable');
});

test('a text inside another one is found, and only the longest', async () => {
  const text =
    'AxiosError: Request failed with status code 401, body: Key not authorized: token has expired (attempt 3)';
  expect(codes(await diagnose(text, emptyWorkspace()))[0]).toBe('token_expired');
  expect(codes(await diagnose(text, emptyWorkspace()))).not.toContain('signature_invalid');
});

test('a status alone gives all refusals of that status, and one that the gateway never answers none', async () => {
  const found = codes(await diagnose('HTTP 429', emptyWorkspace()));
  expect([...found].sort()).toEqual(['api_rate_exceeded', 'rate_exceeded']);
  expect(codes(await diagnose('502 Bad Gateway', emptyWorkspace()))).toEqual([]);
});

test('a cut connection has one cause', async () => {
  expect(codes(await diagnose('curl: (52) Empty reply from server', emptyWorkspace()))).toEqual(['client_id_not_text']);
});

test('an answer of something else has none', async () => {
  expect(codes(await diagnose('{"message":"Unauthorized"}'))).toEqual([]);
  expect(codes(await diagnose('<html><center>nginx</center></html>'))).toEqual([]);
  expect(codes(await diagnose('the weather is fine today'))).toEqual([]);
});

test('the request in a transcript is asked in place of the workspace’s, at the time of its answer', async () => {
  const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1MSJ9.c2ln';
  const text = `$ curl -i http://gw/orders/get -H 'Authorization: Bearer ${token}'
HTTP/1.1 403 Forbidden
X-Generator: tyk.io
Date: Fri, 21 Aug 2026 12:00:00 GMT

${plain}`;
  const found = await diagnose(text);
  expect(found.judged).toBe('message');
  expect(found.causes[0]).toMatchObject({ code: 'signature_invalid', here: { state: 'this' } });
  const elsewhere = await diagnose(text.replace('/orders/get', '/nowhere'));
  expect(elsewhere.judged).toBe('workspace');
});

test.each(refusalCodes)('%s is found from its own answer and log, and first', async (code) => {
  const { response, log } = await waysToRefusal[code].meet();
  const body = response === null ? 'curl: (52) Empty reply from server' : response.body;
  const fromBody = codes(await diagnose(body, emptyWorkspace()));
  expect(fromBody).toContain(code);
  const status = response === null ? '' : `HTTP/1.1 ${String(response.status)} X\n\n`;
  const lines = log.filter((line) => isLogged(line, 'info')).map((line) => textLine(line, at));
  expect(codes(await diagnose([`${status}${body}`, ...lines].join('\n'), emptyWorkspace()))[0]).toBe(code);
});
