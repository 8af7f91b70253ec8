/** Plans of APIs that are built from choices: what each trusts is known, so a badly signed token must never pass. */
import type { GatewayRequest, Header, KeySetAnswer, UpstreamAnswer } from '../../src/gateway/outcome';
import type { JsonObject } from '../../src/go/json';
import type { Chance } from './chance';
import { type BuiltApi, builtApi } from './built-api';
import { orgId } from './choices';
import { disturbed, oddTexts, torn } from './odd';
import type { Ask, Plan } from './plan';
import { builtPolicy } from './policies';
import { type MadeToken, someToken } from './tokens';

/** Every plan begins here: 2026-09-21T14:13:20Z, in seconds. */
const firstSecond = 1_790_000_000;

const policyIds = ['gold', 'silver', 'bronze', 'other'] as const;

function policiesFor(chance: Chance, apis: readonly BuiltApi[]): string[] {
  const ids = apis.map(({ id }) => id);
  const made: string[] = [];
  for (const id of policyIds) {
    if (chance.oneIn(10)) continue;
    const policy: JsonObject = builtPolicy(chance, id, id === 'other' && chance.oneIn(2) ? [] : ids);
    const text = JSON.stringify(chance.oneIn(12) ? disturbed(policy, chance, 2) : policy);
    made.push(chance.oneIn(200) ? torn(text, chance) : text);
  }
  return made;
}

function keySetAnswer(chance: Chance, keys: BuiltApi['keys']): KeySetAnswer {
  const answer = (body: string, status = 200): KeySetAnswer => ({ kind: 'answer', status, headers: [], body });
  if (chance.oneIn(20)) return { kind: 'failed', error: 'dial tcp 127.0.0.1:9: connect: connection refused' };
  const members: JsonObject[] = keys.map(({ signer, kid }) => ({ ...signer.jwk, kid: kid ?? '' }));
  if (chance.oneIn(20)) members.unshift({ kty: chance.pick(['RSA', 'EC', 'odd']), kid: 'broken' });
  const text = JSON.stringify({ keys: members });
  return chance.oneIn(25)
    ? answer(
        chance.pick(['<html>', '', 'null', '{"keys":null}', '{"keys":{}}', torn(text, chance), '['.repeat(11_000)]),
        500,
      )
    : answer(text);
}

const methods = ['GET', 'GET', 'GET', 'POST', 'HEAD', 'OPTIONS', 'PROPFIND'] as const;

function pathOf(chance: Chance, { id, listenPath, versions }: BuiltApi): string {
  const listen = listenPath.replace('{name}', 'n').replace('{n:[0-9]+}', '42');
  const base = chance.mostly(listen.endsWith('/') ? listen : `${listen}/`, [`/${id}/`, '/nowhere/', listen], 12);
  const version = versions.length > 0 && chance.oneIn(3) ? `${chance.pick(versions)}/` : '';
  const rest = chance.mostly(
    'get',
    ['', 'free', 'FREE', 'bad', 'x/no', 'a%20b', '%2Fc', '..', 'get/', 'a//b', chance.pick(oddTexts)],
    3,
  );
  return `${base}${version}${rest}`;
}

interface Carried {
  readonly request: GatewayRequest;
  readonly tokens: readonly MadeToken[];
}

/** A request with a token where the API reads it, and now and then another token in another place. */
function requestFor(chance: Chance, api: BuiltApi, now: number): Carried {
  const tokens: MadeToken[] = [];
  const token = (): string => {
    const made = someToken(chance, api.family, api.keys, now);
    tokens.push(made);
    return made.text;
  };
  const prefix = (): string =>
    chance.mostly('Bearer ', ['', 'bearer ', 'BEARER ', 'Bearer  ', 'Bearer Bearer ', 'JWT '], 8);
  const headers: Header[] = [['Host', chance.mostly('gateway.test', ['', 'x:1'], 30)]];
  let path = pathOf(chance, api);
  const query = (name: string, value: string): void => {
    path += `${path.includes('?') ? '&' : '?'}${encodeURIComponent(name)}=${value}`;
  };
  const { header, query: parameter, cookie } = api.places;
  const sent = chance.oneIn(20)
    ? []
    : [
        chance.pick(
          ['header', 'query', 'cookie'].filter(
            (place) => (place === 'header' ? header : place === 'query' ? parameter : cookie) !== null,
          ),
        ),
      ];
  if (chance.oneIn(10)) sent.push('header');
  for (const place of sent) {
    if (place === 'query') query(parameter ?? 'jwt', token());
    else if (place === 'cookie') headers.push(['Cookie', `a=b; ${cookie ?? 'jwt'}=${token()}`]);
    else headers.push([header ?? 'Authorization', `${prefix()}${token()}`]);
  }
  if (chance.oneIn(3)) headers.push(['X-Version', chance.pick(['v1', 'v2', 'v9', ''])]);
  if (chance.oneIn(6)) query('X-Version', chance.pick(['v1', 'v2']));
  if (chance.oneIn(12)) query('a', encodeURIComponent('%zz;é'));
  if (chance.oneIn(10))
    headers.push([
      chance.pick(['X-Forwarded-For', 'X-Real-Ip', 'Content-Type', 'Connection', 'Te', 'Accept']),
      chance.pick(oddTexts),
    ]);
  if (chance.oneIn(150)) headers.push(['not a name', 'x']);
  if (chance.oneIn(3000)) headers.push(['X-Big', 'x'.repeat(1_600_000)]);
  const method = chance.pick(methods);
  return { request: { method, path, headers, ...(method === 'POST' ? { body: chance.pick(oddTexts) } : {}) }, tokens };
}

const failures = [
  'dial tcp 127.0.0.1:9: connect: connection refused',
  'net/http: timeout awaiting response headers',
  'dial tcp: lookup nowhere on 127.0.0.11:53: no such host',
  'EOF',
];

function upstreamAnswer(chance: Chance): UpstreamAnswer {
  if (chance.oneIn(2)) return { kind: 'failed', error: chance.pick(failures) };
  return {
    kind: 'answer',
    response: {
      status: chance.pick([201, 204, 404, 500]),
      headers: [
        ['Connection', 'close, X-A'],
        ['X-A', 'b'],
        ['Content-Length', '3'],
      ],
      body: 'own',
    },
  };
}

/** A plan of one or two built APIs. */
export function builtPlan(chance: Chance): Plan {
  const apis = chance.oneIn(6) ? [builtApi(chance, 'api1'), builtApi(chance, 'api2')] : [builtApi(chance, 'api1')];
  const documents = apis.map(({ document }) => JSON.stringify(document));
  const policies = policiesFor(chance, apis);
  const keySets = apis.flatMap(({ keySets }) =>
    keySets.map(({ url, keys }) => [url, keySetAnswer(chance, keys)] as const),
  );
  // A torn key set may hold another key than the one that signs.
  const intact = keySets.every(([, answer]) => answer.kind === 'failed' || answer.status === 200);
  const keys = apis.flatMap((api) =>
    api.keys.flatMap(({ signer, kid }) =>
      api.perToken && kid !== null ? [[kid, keySession(chance, apis, signer.source)] as const] : [],
    ),
  );
  let at = firstSecond * 1000;
  const asks: Plan['asks'][number][] = [];
  for (let left = 4 + chance.below(9); left > 0; left--) {
    const after = chance.mostly(chance.below(900), [0, 1000, 5000, 61_000, 241_000, 4_000_000], 6);
    at += after;
    const api = chance.pick(apis);
    const { request, tokens } = requestFor(chance, api, Math.floor(at / 1000));
    const open = apis.some((one) => one.open || (one.openPath !== null && /free/i.test(request.path)));
    const ask: Ask = {
      after,
      request,
      mustNotPass: !open && tokens.every(({ signed }) => signed === 'badly'),
      wellSigned: intact && apis.length === 1 && tokens.length > 0 && tokens.every(({ signed }) => signed === 'well'),
      ...(chance.oneIn(api.perToken ? 6 : 40) ? { looks: 1 + chance.below(6) } : {}),
      ...(chance.oneIn(20) ? { upstream: upstreamAnswer(chance) } : {}),
    };
    if (ask.looks !== undefined) at += 3_600_000;
    // Policies change, and now and then a definition is saved again.
    asks.push(chance.oneIn(10) ? { ...ask, load: { apis: documents, policies: policiesFor(chance, apis) } } : ask);
  }
  return { kind: 'built', startsAt: firstSecond * 1000, apis: documents, policies, keys, keySets, asks };
}

function keySession(chance: Chance, apis: readonly BuiltApi[], secret: string): string {
  return JSON.stringify({
    org_id: orgId,
    rate: chance.pick([1, 100]),
    per: 5,
    quota_max: chance.pick([-1, 2]),
    access_rights: Object.fromEntries(
      apis.map(({ id }) => [id, { api_id: id, api_name: 'Built', versions: ['Default', 'v1'] }]),
    ),
    ...(chance.oneIn(3) ? { apply_policies: [chance.pick(policyIds)] } : {}),
    jwt_data: { secret },
  });
}
