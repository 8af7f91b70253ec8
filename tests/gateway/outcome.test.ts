import { expect, test } from 'vitest';
import { writeOas } from '../../src/gateway/definition/oas';
import type { Exchange, Fact, Place } from '../../src/gateway/outcome';
import { parseToken } from '../../src/tokens/parse';
import { documentsOf, expectPassed, orgId, row } from './build';
import { waysThrough } from './ways-through';
import { waysToRefusal } from './ways-to-refusal';

function inside(value: unknown, path: readonly string[]): unknown[] {
  const [name, ...rest] = path;
  if (name === undefined) return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([one, inner]) => (one === name ? inside(inner, rest) : []));
}

/** The document that a place is in, as an editor holds it; the definition with every member, also those left out. */
function documentOf(exchange: Exchange, { document, id }: Place): unknown {
  const { gateway, bearer } = documentsOf(exchange);
  const [api] = gateway.apis();
  switch (document) {
    case 'api':
      if (id !== undefined && id !== api?.definition.api_id) return undefined;
      if (api === undefined) return undefined;
      return api.oas === null ? api.definition : JSON.parse(writeOas(api.oas));
    case 'policy':
      return gateway.policies().find((policy) => policy.id === id);
    case 'session':
      return gateway.session(orgId, id ?? '');
    case 'token header':
      return parseToken(bearer ?? '').header;
    case 'token payload':
      return parseToken(bearer ?? '').claims;
    default:
      return undefined;
  }
}

/** Whether the fact tells that the member is not there; then its place is where it would stand. */
function tellsOfAbsence({ value }: Fact): boolean {
  return value.startsWith('absent') || value === 'no scope';
}

function lost(exchange: Exchange): string[] {
  const lostPlaces: string[] = [];
  for (const { step, facts } of exchange.trace) {
    for (const fact of facts) {
      const { place } = fact;
      if (place === undefined) continue;
      const document = documentOf(exchange, place);
      const path = tellsOfAbsence(fact) ? [] : place.path;
      if (document === undefined || document === null || inside(document, path).length === 0) {
        lostPlaces.push(`${step}: ${fact.name} at ${place.document} ${place.id ?? ''} ${place.path.join('.')}`);
      }
    }
  }
  return lostPlaces;
}

test.each([
  ...Object.entries(waysToRefusal).map(([code, { meet }]) => [code, meet] as const),
  ...Object.entries(waysThrough),
])('every place that a fact names is in its document: %s', async (_, way) => {
  expect(lost(await way())).toEqual([]);
});

test.each(Object.entries(waysThrough))('a request that passes is answered by the upstream: %s', async (_, pass) => {
  const exchange = await pass();
  expectPassed(exchange);
  expect(exchange.response?.body).toBe('reached');
});

test('a place in an OAS definition leads to the rule of the scheme', async () => {
  const exchange = await waysToRefusal.issuer_refused.meet();
  const place = row(exchange, 'issuer').facts.find(({ name }) => name === 'allowedIssuers')?.place;
  if (place === undefined) throw new Error('the fact has no place');
  expect(inside(documentOf(exchange, place), place.path)).toEqual([['a']]);
});

test('a place in a token leads to the claim', async () => {
  const exchange = await waysToRefusal.token_expired.meet();
  const place = row(exchange, 'times').facts.find(({ holds }) => holds === false)?.place;
  expect(place).toEqual({ document: 'token payload', path: ['exp'] });
});

test.each([
  ['an inactive policy', 'key_inactive', 'key-expired', { document: 'policy', id: 'gold', path: ['is_inactive'] }],
  [
    'the signing method',
    'signing_method_unexpected',
    'signing-method',
    { document: 'api', path: ['jwt_signing_method'] },
  ],
  ['the source', 'source_not_base64', 'key', { document: 'api', path: ['jwt_source'] }],
] as const)('a refusal by %s points at it', async (_, code, step, place) => {
  const { facts } = row(await waysToRefusal[code].meet(), step);
  expect(facts.map((fact) => fact.place)).toContainEqual(place);
});
