/** What is said beside the claims is what the gateway then does: a remark is `bad` if and only if the request is refused. */
import { expect, test } from 'vitest';
import type { JsonValue } from '../../../src/go/json';
import { freshState } from '../../../src/gateway/state';
import { makeNetwork } from '../../../src/mock/network';
import { guideHmacWorkspace } from '../../../src/scenarios/guide-hmac';
import { addressedApi } from '../../../src/workspace/addressed-api';
import { explainClaims } from '../../../src/workspace/claims/explain-claims';
import { explainHeader } from '../../../src/workspace/claims/explain-header';
import { Evaluator } from '../../../src/workspace/evaluate';
import { setMember } from '../../../src/workspace/json-edit';
import { newDocument, type Workspace } from '../../../src/workspace/workspace';
import { oasDefinition } from './oas-definition';

const now = 1_790_000_000;
const guide = guideHmacWorkspace();
const classic = (changes: Readonly<Record<string, JsonValue>>): string =>
  Object.entries(changes).reduce((text, [name, value]) => setMember(text, [name], value), guide.apis[0]?.draft ?? '');

const skews = {
  jwt_issued_at_validation_skew: 60,
  jwt_expires_at_validation_skew: 0,
  jwt_not_before_validation_skew: 60,
};
const scopes = { jwt_scope_to_policy_mapping: { admin: 'gold' }, jwt_scope_claim_name: 'scope' };

const apis: readonly (readonly [string, string])[] = [
  ['the guide’s API', classic({})],
  ['an API with skews', classic(skews)],
  ['an API with a default policy', classic({ jwt_default_policies: ['gold'] })],
  ['an API with scopes', classic(scopes)],
  ['an API with scopes and a default policy', classic({ ...scopes, jwt_default_policies: ['gold'] })],
  ['an API with another identity', classic({ jwt_identity_base_field: 'user.id' })],
  ['an API of another organisation', classic({ org_id: 'other' })],
  ['a keyless API', classic({ use_keyless: true })],
  ['an API that maps no clients', classic({ idp_client_id_mapping_disabled: true })],
  ['an OAS API', oasDefinition({ policyFieldName: 'pol' })],
  ['an OAS API with dead policy claims', oasDefinition({ basePolicyClaims: ['pol'] })],
  [
    'an OAS API with two lists',
    oasDefinition({ policyFieldName: 'x', basePolicyClaims: ['plan', 'pol'], subjectClaims: ['user.id', 'sub'] }),
  ],
  ['an OAS API with an issuer', oasDefinition({ policyFieldName: 'pol', allowedIssuers: ['me'] })],
  ['an OAS API with an audience', oasDefinition({ policyFieldName: 'pol', allowedAudiences: ['orders'] })],
  ['an OAS API with a subject', oasDefinition({ policyFieldName: 'pol', allowedSubjects: ['u1'] })],
  ['an OAS API with token ids', oasDefinition({ policyFieldName: 'pol', jtiValidation: { enabled: true } })],
  [
    'an OAS API with custom rules',
    oasDefinition({
      policyFieldName: 'pol',
      customClaimValidation: { 'user.id': { type: 'required' }, scope: { type: 'contains', allowedValues: ['admin'] } },
    }),
  ],
];

const good = { sub: 'u1', pol: 'gold', exp: now + 60 };
const payloads: readonly JsonValue[] = [
  good,
  {},
  { ...good, sub: '' },
  { ...good, sub: 7 },
  { ...good, sub: null, user: { id: 'u1' } },
  { ...good, user: { id: '' } },
  { ...good, pol: 'platinum' },
  { ...good, pol: ['gold'] },
  { ...good, pol: '', plan: 'gold' },
  { sub: 'u1', exp: now + 60, scope: 'admin' },
  { sub: 'u1', exp: now + 60, scope: 'other' },
  { sub: 'u1', exp: now + 60, scope: '' },
  { sub: 'u1', exp: now + 60, scope: 7 },
  { sub: 'u1', exp: now + 60, scope: ['x', ['admin']] },
  { ...good, scope: 'other' },
  { ...good, exp: now },
  { ...good, exp: now - 1 },
  { ...good, exp: 0 },
  { ...good, exp: 'soon' },
  { ...good, exp: null },
  { ...good, exp: now * 1000 },
  { ...good, exp: 2 ** 63 },
  { ...good, nbf: now + 60 },
  { ...good, nbf: now + 61 },
  { ...good, nbf: 2 ** 63 },
  { ...good, iat: now + 60 },
  { ...good, iat: now + 61 },
  { ...good, iat: true },
  { ...good, cid: 7 },
  { ...good, clientId: '', cid: 7 },
  { ...good, iss: 'me', aud: 'orders', jti: null },
  { ...good, iss: 'ME', aud: ['x', 'orders'] },
  { ...good, iss: ['me'], aud: { orders: true } },
  { ...good, aud: [] },
];

test.each(apis)('%s refuses what is marked as bad, and nothing else', async (_, draft) => {
  let refused = 0;
  for (const payload of payloads) {
    const text = JSON.stringify(payload);
    if (guide.token.kind !== 'composed') throw new Error('The guide’s token is made from its parts.');
    const workspace: Workspace = { ...guide, apis: [newDocument(draft)], token: { ...guide.token, payload: text } };
    const evaluator = new Evaluator(makeNetwork(() => workspace));
    const { exchange } = await evaluator.evaluate(workspace, freshState(), now * 1000 + 500);
    const api = addressedApi(workspace, exchange);
    const remarks = [...explainHeader(guide.token.header, api), ...explainClaims(workspace, text, api, now, 'UTC')];
    const bad = remarks.filter(({ tone }) => tone === 'bad').map((remark) => remark.text);
    const refusal = exchange.trace.find(({ state }) => state === 'refused');
    const told = `${text}: ${refusal?.summary ?? 'passed'}; bad: ${bad.join(' | ')}`;
    expect(bad.length > 0, told).toBe(refusal !== undefined);
    if (refusal !== undefined) refused++;
  }
  expect(refused === 0).toBe(draft.includes('"use_keyless": true'));
});
