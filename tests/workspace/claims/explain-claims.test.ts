import { expect, test } from 'vitest';
import type { JsonValue } from '../../../src/go/json';
import { guideHmacWorkspace } from '../../../src/scenarios/guide-hmac';
import { addressedApi } from '../../../src/workspace/addressed-api';
import { explainClaims } from '../../../src/workspace/claims/explain-claims';
import { setMember } from '../../../src/workspace/json-edit';
import { type Workspace, newDocument } from '../../../src/workspace/workspace';
import { oasDefinition } from './oas-definition';

const now = Date.UTC(2026, 10, 25, 17, 42, 10) / 1000;

/** The guide's workspace with members of its definition set. */
function guide(changes: Readonly<Record<string, JsonValue>> = {}): Workspace {
  const workspace = guideHmacWorkspace();
  const draft = Object.entries(changes).reduce(
    (text, [name, value]) => setMember(text, [name], value),
    workspace.apis[0]?.draft ?? '',
  );
  return { ...workspace, apis: [newDocument(draft)] };
}

/** A workspace with a Tyk OAS API whose JWT scheme has these members. */
function oas(scheme: Readonly<Record<string, JsonValue>>): Workspace {
  return { ...guideHmacWorkspace(), apis: [newDocument(oasDefinition(scheme))] };
}

/** `path: text (tone)` of each remark, in their order. */
function remarks(workspace: Workspace, payload: JsonValue): readonly string[] {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return explainClaims(workspace, text, addressedApi(workspace, null), now, 'UTC').map(
    (remark) => `${remark.path.join('.')}: ${remark.text}${remark.tone === 'plain' ? '' : ` (${remark.tone})`}`,
  );
}

test('says of the guide’s claims what the guide’s API does with them', () => {
  expect(remarks(guide(), { sub: '1234567890', name: 'John Doe', pol: 'gold', exp: now - 4320 })).toEqual([
    'sub: the identity',
    'name: ignored',
    'pol: the policy',
    'exp: expired 1 h 12 min ago (bad)',
  ]);
});

test('explains nothing where no API answers, but the times', () => {
  const nowhere: Workspace = { ...guideHmacWorkspace(), apis: [] };
  expect(remarks(nowhere, { sub: 'u1', exp: now + 60 })).toEqual(['sub: no API reads it', 'exp: expires in 1 min']);
});

test('says when an API does not look at tokens at all', () => {
  expect(remarks(guide({ use_keyless: true }), { sub: 'u1' })).toEqual([': not looked at', 'sub: ignored']);
  expect(remarks(guide({ enable_jwt: false }), { sub: 'u1' })).toEqual([': not looked at', 'sub: ignored']);
});

test('finds an identity and a policy inside objects, and under a name with a dot', () => {
  const api = guide({ jwt_identity_base_field: 'user.id', jwt_policy_field_name: 'https://orders.test/policy' });
  expect(remarks(api, { user: { id: 'u1' }, 'https://orders.test/policy': 'gold', exp: now + 60 })).toEqual([
    'user.id: the identity',
    'https://orders.test/policy: the policy',
    'exp: expires in 1 min',
  ]);
});

test('tells an identity that is empty, of another type, or stood in for by sub', () => {
  const exp = now + 60;
  expect(remarks(guide(), { sub: '', pol: 'gold', exp })[0]).toBe('sub: empty: refused (bad)');
  expect(remarks(guide(), { sub: 5, pol: 'gold', exp })).toEqual([
    ': no identity: no sub (bad)',
    'sub: a number, so not the identity (warn)',
    'pol: the policy',
    'exp: expires in 1 min',
  ]);
  expect(remarks(guide({ jwt_identity_base_field: 'email' }), { email: null, sub: 'u1', pol: 'gold', exp })).toEqual([
    'email: null, so not the identity (warn)',
    'sub: the identity',
    'pol: the policy',
    'exp: expires in 1 min',
  ]);
});

test('tells a policy that does not exist, is inactive, lacks the API, or is written as a list', () => {
  const exp = now + 60;
  const last = (workspace: Workspace, pol: JsonValue): string | undefined =>
    remarks(workspace, { sub: 'u', exp, pol }).at(-1);
  expect(last(guide(), 'Gold')).toBe('pol: no such policy (bad)');
  expect(last(guide({ org_id: 'other' }), 'gold')).toBe('pol: a policy of another org_id (bad)');
  const policy = guideHmacWorkspace().policies[0]?.draft ?? '';
  const withPolicy = (text: string): Workspace => ({ ...guide(), policies: [newDocument(text)] });
  expect(last(withPolicy(setMember(policy, ['is_inactive'], true)), 'gold')).toBe('pol: the policy: inactive (bad)');
  expect(last(withPolicy(setMember(policy, ['access_rights'], {})), 'gold')).toBe(
    'pol: the policy: without this API (bad)',
  );
  expect(remarks(guide(), { sub: 'u', exp, pol: ['gold'] })).toEqual([
    ': no “pol”: no policy (bad)',
    'sub: the identity',
    'exp: expires in 1 min',
    'pol: a list, so it names no policy (warn)',
  ]);
  expect(remarks(guide({ jwt_default_policies: ['gold'] }), { sub: 'u', exp })[0]).toBe(': no “pol”: gold by default');
});

test('maps scopes as the gateway does: all, some, none, and none with a policy of its own', () => {
  const scoped = { jwt_scope_to_policy_mapping: { admin: 'gold', developer: 'silver' }, jwt_scope_claim_name: 'scope' };
  const scope = (changes: Readonly<Record<string, JsonValue>>, value: JsonValue, pol?: string): string | undefined =>
    remarks(guide({ ...scoped, ...changes }), {
      sub: 'u',
      exp: now + 60,
      ...(pol === undefined ? {} : { pol }),
      scope: value,
    }).at(-1);
  expect(scope({}, 'admin developer')).toBe('scope: → gold, silver');
  expect(scope({}, 'admin other')).toBe('scope: → gold, 1 not mapped (warn)');
  expect(scope({}, ['developer'])).toBe('scope: → silver');
  expect(scope({}, '')).toBe('scope: no scope is mapped: refused (bad)');
  expect(scope({}, 'ADMIN', 'gold')).toBe('scope: no scope is mapped (warn)');
  expect(scope({}, 7)).toBe('scope: a number: no scope (bad)');
  expect(remarks(guide(), { sub: 'u', pol: 'gold', exp: now + 60, scope: 'admin' }).at(-1)).toBe('scope: ignored');
});

test('warns of a client id that makes the gateway panic', () => {
  const claims = { sub: 'u', pol: 'gold', exp: now + 60 };
  expect(remarks(guide(), { ...claims, cid: 7 }).at(-1)).toBe('cid: a number: the gateway panics (bad)');
  expect(remarks(guide(), { ...claims, client_id: 'app' }).at(-1)).toBe('client_id: the OAuth client');
  expect(remarks(guide({ idp_client_id_mapping_disabled: true }), { ...claims, cid: 7 }).at(-1)).toBe('cid: ignored');
});

test('calls claims context variables where the API has them', () => {
  expect(remarks(guide({ enable_context_vars: true }), { sub: 'u', pol: 'gold', exp: now + 9, name: 'x' }).at(-1)).toBe(
    'name: a context variable',
  );
});

test('asks for the key’s name alone where the API has no key source', () => {
  expect(remarks(guide({ jwt_source: '' }), { sub: 'u1', pol: 'gold', exp: now + 60 })).toEqual([
    'sub: names the key',
    'pol: ignored',
    'exp: expires in 1 min',
  ]);
});

test('judges the rules of an OAS API: issuer, audience, token id, subject', () => {
  const api = oas({
    subjectClaims: ['user', 'sub'],
    policyFieldName: 'pol',
    allowedIssuers: ['https://idp.test/'],
    allowedAudiences: ['orders'],
    allowedSubjects: ['u1'],
    jtiValidation: { enabled: true },
  });
  const good = { iss: 'https://idp.test/', aud: ['x', 'orders'], jti: null, sub: 'u1', pol: 'gold', exp: now + 60 };
  expect(remarks(api, good)).toEqual([
    'iss: an allowed issuer (ok)',
    'aud: an allowed audience (ok)',
    'jti: required, and there (ok)',
    'sub: an allowed subject, the identity (ok)',
    'pol: the policy',
    'exp: expires in 1 min',
  ]);
  expect(remarks(api, { iss: 'https://idp.test', aud: 5, sub: 'u2', pol: 'gold', exp: now + 60 })).toEqual([
    ': no jti: refused (bad)',
    'iss: not an allowed issuer (bad)',
    'aud: a number: refused (bad)',
    'sub: not an allowed subject, the identity (bad)',
    'pol: the policy',
    'exp: expires in 1 min',
  ]);
});

test('judges custom rules at their places, also those that only warn and those that no path reaches', () => {
  const api = oas({
    policyFieldName: 'pol',
    customClaimValidation: {
      'user.role': { type: 'exact_match', allowedValues: ['admin'] },
      tier: { type: 'contains', allowedValues: ['gold'], nonBlocking: true },
      gone: { type: 'required' },
      'https://x': { type: 'required' },
    },
  });
  const claims = { sub: 'u', pol: 'gold', exp: now + 60, user: { role: 'guest' }, tier: 'silver' };
  expect(remarks(api, claims)).toEqual([
    ': gone: missing: refused (bad)',
    ': rule https://x: no valid path (bad)',
    'sub: the identity',
    'pol: the policy',
    'exp: expires in 1 min',
    'user.role: fails exact_match: refused (bad)',
    'tier: fails contains (warn)',
  ]);
});

test('points at a list of policy claims that is never read', () => {
  expect(remarks(oas({ basePolicyClaims: ['pol'] }), { sub: 'u', pol: 'gold', exp: now + 60 })).toEqual([
    ': no policy claim: no policy (bad)',
    'sub: the identity',
    'pol: never read: no policyFieldName (warn)',
    'exp: expires in 1 min',
  ]);
});

test('says what a claim is by its standard, and which API could check it', () => {
  const details = (workspace: Workspace): readonly string[] =>
    explainClaims(workspace, '{"iss": "me"}', addressedApi(workspace, null), now, 'UTC').find(
      ({ path }) => path[0] === 'iss',
    )?.details ?? [];
  expect(details(guide())).toEqual([
    'Who issued the token. (RFC 7519 §4.1.1)',
    'With this API it decides nothing.',
    'Only a Tyk OAS API can check it.',
  ]);
  expect(details(oas({}))).toContain('allowedIssuers is not set, so any passes.');
});

test('tells a name that is written twice', () => {
  const [, sub] = explainClaims(guide(), '{"sub": "a", "pol": "gold", "sub": "b"}', null, now, 'UTC').slice(-2);
  const twice = explainClaims(guide(), '{"sub": "a", "pol": "gold", "sub": "b"}', null, now, 'UTC').find(
    ({ path }) => path[0] === 'sub',
  );
  expect(sub?.path).toEqual(['pol']);
  expect(twice?.details).toContain('It is written more than once: the last one counts.');
});

test('has no remarks on a text that is no payload', () => {
  for (const text of ['', '{', '[1]', '"text"', '{"sub": oops}']) expect(remarks(guide(), text)).toEqual([]);
});
