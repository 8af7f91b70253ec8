/** The guide's “JWT Scope to Policy Mapping”. */
import type { Evaluation } from '../../workspace/evaluate';
import { scopeMapping } from '../../gateway/steps/scopes';
import { formOf } from '../../workspace/documents';
import { put } from '../../workspace/fields/member';
import type { Workspace } from '../../workspace/workspace';
import { withField } from './api-field';
import { allSaved, answered, thenSend, when, type Awaited } from './checks';
import { addPolicy, editApi, setClaim, setField, setPayload } from './edits';
import { example } from './example';
import { claimOf, loadedApiInHand } from './facts';
import type { Lesson } from './lesson';

const start = (): Workspace =>
  example(addPolicy('Admin'), addPolicy('Developer'), setPayload({ sub: '1234567890', name: 'John Doe' }));

/** The guide's two members; in a Tyk OAS document what it has for them. */
const mapScopes = editApi((text) => {
  const form = formOf(text);
  if (form.ok && form.value === 'oas') {
    const pairs = ['admin', 'developer'].map((scope) => ({ scope, policyId: scope }));
    return withField(withField(text, 'scope-claim', 'scope'), 'scope-mapping', pairs);
  }
  const mapping = { admin: 'admin', developer: 'developer' };
  return put(put(text, ['jwt_scope_to_policy_mapping'], mapping), ['jwt_scope_claim_name'], 'scope');
});

function applied({ exchange }: Evaluation): readonly string[] {
  return exchange.session?.apply_policies ?? [];
}

const both: Awaited = {
  code: null,
  and: (entry) =>
    ['admin', 'developer'].every((id) => applied(entry).includes(id))
      ? null
      : `It passed, with the policies ${applied(entry).join(', ')}.`,
};
const unmapped: Awaited = { code: 'scopes_unmapped' };
const adminAlone: Awaited = {
  code: null,
  and: (entry) =>
    applied(entry).join() === 'admin' ? null : `It passed, with the policies ${applied(entry).join(', ')}.`,
};

export const scopes: Lesson = {
  id: 'scopes',
  group: 'Advanced configuration',
  title: 'Scope to policy mapping',
  intro: 'A scope in the token stands for a policy: whoever issues tokens need not know the ids of policies.',
  beginsWith: 'the finished example, with the policies admin and developer beside gold',
  start,
  steps: [
    {
      id: 'mapping',
      title: 'Map the scopes',
      text: 'In `Scope to policy` map the scope admin to the policy admin, and developer to developer. The scope claim is `scope`.',
      where: () => ({ field: 'scope-mapping' }),
      doIt: [{ do: 'edit', edit: mapScopes }],
      check: ({ workspace }) => {
        const api = loadedApiInHand(workspace);
        const { map, place } = api === null ? { map: {}, place: [] } : scopeMapping(api);
        const missing = ['admin', 'developer'].filter((scope) => !Object.hasOwn(map, scope));
        return when(
          missing.length === 0,
          `Both are mapped, in ${place.join('.')}.`,
          `Not mapped yet: ${missing.join(', ')}.`,
        );
      },
      differences: [
        {
          guide: 'Add `jwt_scope_to_policy_mapping` and `jwt_scope_claim_name`.',
          gateway:
            'Both are deprecated. They are read while the newer object `scopes` says nothing; anything in it switches them off.',
          trial: {
            label: 'Try the old mapping beside scopes',
            situation: () =>
              example(
                setField('default-policy', undefined),
                editApi((text) =>
                  put(put(text, ['jwt_scope_to_policy_mapping'], { admin: 'gold' }), ['scopes'], {
                    jwt: { scope_claim_name: 'scope' },
                  }),
                ),
                setPayload({ sub: '1234567890', scope: 'admin' }),
              ),
            answers: { status: 403, code: 'policy_missing' },
            look: 'steps',
            see: 'The scope admin is in the token, and nothing is mapped any more.',
          },
        },
      ],
    },
    {
      id: 'update',
      title: 'Update',
      text: 'Press `Update`.',
      where: () => ({ spot: 'update' }),
      doIt: [{ do: 'update' }],
      check: (facts) => {
        const api = loadedApiInHand(facts.workspace);
        const isMapped = api !== null && Object.keys(scopeMapping(api).map).length > 0;
        return isMapped ? allSaved(facts) : { done: false, found: 'No scope is mapped yet.' };
      },
    },
    {
      id: 'claim',
      title: 'Put scopes into the token',
      text: 'Write `"scope": "admin developer"` into the payload.',
      why: 'A text is split at each blank. A list of texts will do as well.',
      where: () => ({ claim: 'scope' }),
      doIt: [{ do: 'edit', edit: setClaim('scope', 'admin developer') }],
      check: ({ workspace, sent }) => {
        const scope = claimOf(workspace, 'scope');
        const isThere = scope !== undefined || sent.length > 0;
        return when(isThere, `The scope is ${JSON.stringify(scope ?? '')}.`, 'The payload has no scope yet.');
      },
    },
    {
      id: 'send',
      title: 'Send it',
      text: 'Press `Send`, and look at the session.',
      why: 'It has both policies. The default, gold, is dropped.',
      where: thenSend({ claim: 'scope' }, both),
      doIt: [{ do: 'send' }],
      check: (facts) => answered(facts, [both]),
    },
    {
      id: 'unmapped',
      title: 'Send a scope that is not mapped',
      text: 'Write `"scope": "reader"`, and send.',
      why: 'A token whose scopes are all unknown is refused, unless it names a policy in `pol`.',
      where: thenSend({ claim: 'scope' }, unmapped),
      doIt: [{ do: 'edit', edit: setClaim('scope', 'reader') }, { do: 'send' }],
      check: (facts) => answered(facts, [both, unmapped]),
      differences: [
        {
          guide: 'It says nothing of scopes that are not mapped.',
          gateway: 'The default policy does not stand in for them: 403. A policy that the token names itself does.',
          trial: {
            label: 'Try it with pol beside',
            situation: () =>
              example(addPolicy('Admin'), setField('scope-mapping', { admin: 'admin' }), setClaim('scope', 'reader')),
            answers: { status: 200, code: null },
            look: 'steps',
            see: 'It passes with gold, which `pol` names.',
          },
        },
      ],
    },
    {
      id: 'mapped',
      title: 'Send one that is',
      text: 'Write `"scope": "admin"`, and send.',
      why: 'The session has the policy admin alone now: what scopes give is replaced with each token.',
      where: thenSend({ claim: 'scope' }, adminAlone),
      doIt: [{ do: 'edit', edit: setClaim('scope', 'admin') }, { do: 'send' }],
      check: (facts) => answered(facts, [both, unmapped, adminAlone]),
    },
  ],
  ends: { status: 200, code: null },
};
