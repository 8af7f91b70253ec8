import { get } from '../../go/json';
import { emptyMap } from '../../go/struct';
import { applyPolicies } from '../apply-policies';
import { claimText } from '../identity';
import { type Journey, type StepResult, inApi, inPayload, inPolicy, pass, refuse, skip } from '../journey';
import type { LoadedApi } from '../loaded-api';
import type { Fact } from '../outcome';
import { emptySession, policyIds, setPolicies, type Session } from '../session';
import { lookUp } from '../session-store';
import { lookupLog } from './find-session';

/** The claims that may name the policy, in their order; none while the policy field is empty (behaviour 5.10). */
export function policyFields({ definition, jwtScheme }: LoadedApi): readonly string[] {
  const { jwt_policy_field_name: field } = definition;
  if (field === '') return [];
  if (!definition.is_oas) return [field];
  const listed = jwtScheme?.basePolicyClaims ?? [];
  if (listed.length > 0) return listed;
  return jwtScheme !== null && jwtScheme.policyFieldName !== '' ? [jwtScheme.policyFieldName] : [];
}

/** The policy that the token itself chooses; `null` when it chooses none (behaviour 5.10). */
function policyOfToken(journey: Journey, facts: Fact[]): string | null {
  const { api, log, world, claims } = journey;
  const { definition } = api;
  const { jwt_policy_field_name: field, jwt_client_base_field: clientField } = definition;

  if (field !== '') {
    const fields = policyFields(api);
    for (const name of fields) {
      const found = claimText(claims, name);
      const place = inPayload(...(found?.path ?? name.split('.')));
      facts.push({
        name,
        value: found?.text ?? 'absent, or no text',
        rule: 'the id of a policy',
        holds: found !== null,
        place,
      });
      if (found === null) continue;
      log.debug(`Found policy in claim: ${name}`);
      return found.text;
    }
    const from = definition.is_oas ? `fields: [${fields.join(' ')}]` : `field: ${field}`;
    log.debug(`Could not identify a policy to apply to this token from ${from}`);
    return null;
  }

  if (clientField !== '') {
    const client = get(claims, clientField);
    const place = inPayload(clientField);
    if (typeof client !== 'string') {
      log.debug('Could not identify a policy to apply to this token from field');
      facts.push({
        name: clientField,
        value: 'absent, or no text',
        rule: 'the name of a Tyk key',
        holds: false,
        place,
      });
      return null;
    }
    const { session, found } = lookUp(world, definition.org_id, client, lookupLog(journey));
    facts.push({
      name: clientField,
      value: client,
      rule: 'the name of a Tyk key; its first policy counts',
      holds: found,
      place,
    });
    return found ? (policyIds(session.state)?.[0] ?? null) : null;
  }
  return null;
}

/** JWTMiddleware: the base policy, from the claims, or the first default one (behaviour 5.10). */
export function chooseBasePolicy(journey: Journey): StepResult {
  const defaults = journey.api.definition.jwt_default_policies ?? [];
  const facts: Fact[] = [];
  const ofToken = policyOfToken(journey, facts);
  if (ofToken !== null) {
    const place = facts.at(-1)?.place ?? inPayload();
    return pass(`${ofToken}, from the token`, facts, { basePolicy: { id: ofToken, isDefault: false, place } });
  }
  const [first] = defaults;
  if (first === undefined) return pass('none', facts, { basePolicy: { id: '', isDefault: false } });
  const place = inApi('jwt_default_policies');
  const rule = 'used when the token names none';
  facts.push({ name: 'jwt_default_policies', value: defaults.join(', '), rule, place });
  return pass(`${first}, by default`, facts, { basePolicy: { id: first, isDefault: true, place } });
}

/** A list of policies with the defaults behind it, none twice. */
function withDefaults(ids: readonly string[] | null, defaults: readonly string[]): readonly string[] {
  const all = [...(ids ?? [])];
  for (const id of defaults) if (!all.includes(id)) all.push(id);
  return all;
}

/** JWTMiddleware: the base policy and the session (the two tables of behaviour 5.11). */
export function applyBasePolicy(journey: Journey): StepResult {
  return journey.get('sessionExisted') ? continueSession(journey) : newSession(journey);
}

function policyFact(journey: Journey, id: string, exists: boolean): Fact {
  const rule = `a policy of organisation ${journey.api.definition.org_id}`;
  const { place = inPolicy(id) } = journey.get('basePolicy');
  return { name: 'policy', value: id, rule, holds: exists, place: exists ? inPolicy(id) : place };
}

/** The token's own expiry counts when it is later than the session's. */
function lengthen(session: Session, journey: Journey): boolean {
  const exp = get(journey.claims, 'exp');
  if (typeof exp !== 'number') return false;
  const until = exp >= 2 ** 63 || exp < -(2 ** 63) ? -(2 ** 63) : Math.trunc(exp);
  if (until - session.state.expires <= 0) return false;
  session.state.expires = until;
  return true;
}

function newSession(journey: Journey): StepResult {
  const { api, log, logWriter, world, claims } = journey;
  const { org_id: orgId, jwt_default_policies: defaults } = api.definition;
  const { id, isDefault } = journey.get('basePolicy');
  const facts: Fact[] = [];
  let session = emptySession(orgId);

  if (id !== '') {
    const policy = world.policies.find(orgId, id);
    facts.push(policyFact(journey, id, policy !== undefined));
    if (policy === undefined) session = emptySession();
    else {
      const { state } = session;
      setPolicies(state, [id]);
      state.allowance = policy.rate;
      const { rate, per, throttle_interval, throttle_retry_limit, max_query_depth, quota_max, quota_renewal_rate } =
        policy;
      Object.assign(state, {
        rate,
        per,
        throttle_interval,
        throttle_retry_limit,
        max_query_depth,
        quota_max,
        quota_renewal_rate,
      });
      state.access_rights = policy.access_rights ?? emptyMap();
      state.hmac_enabled = policy.hmac_enabled;
      state.enable_http_signature_validation = policy.enable_http_signature_validation;
      state.is_inactive = policy.is_inactive;
      state.tags = policy.tags;
      if (policy.key_expires_in > 0) state.expires = journey.seconds() + policy.key_expires_in;
      state.post_expiry_action = policy.post_expiry_action;
      state.post_expiry_grace_period = policy.post_expiry_grace_period;
    }
    if (isDefault) session.state.apply_policies = withDefaults(session.state.apply_policies, defaults ?? []);
    const error = applyPolicies(session.state, world.policies, logWriter, orgId);
    if (error !== null) {
      return refuse(
        'policies_not_applicable',
        error,
        [...facts, { name: 'policies', value: error, holds: false }],
        error,
      );
    }
    if (policy === undefined) {
      log.write('error', 'Could not find a valid policy to apply to this token!');
      return refuse('policy_unknown', `there is no policy ${id}`, facts);
    }
  }

  lengthen(session, journey);
  session.state.meta_data = Object.assign(emptyMap<string>(), { TykJWTSessionID: journey.sessionId ?? '' });
  session.state.alias = journey.get('identity');
  session.modified = true;
  log.debug('Policy applied to key');
  const summary =
    id === ''
      ? 'a session without policies, until scopes bring some'
      : `session made from ${(policyIds(session.state) ?? []).join(', ')}`;
  if (get(claims, 'exp') !== undefined)
    facts.push({
      name: 'expires',
      value: String(session.state.expires),
      rule: 'the later of policy and exp',
      place: inPayload('exp'),
    });
  return pass(summary, facts, { tokenSession: session });
}

function continueSession(journey: Journey): StepResult {
  const { api, log, logWriter, world } = journey;
  const { org_id: orgId } = api.definition;
  const defaults = api.definition.jwt_default_policies ?? [];
  const { id, isDefault } = journey.get('basePolicy');
  const session = journey.get('tokenSession');
  const facts: Fact[] = [];

  if (id !== '') {
    const exists = world.policies.find(orgId, id) !== undefined;
    facts.push(policyFact(journey, id, exists));
    if (!exists) {
      log.write('error', 'Policy ID found is invalid!');
      return refuse('policy_unknown', `there is no policy ${id}`, facts);
    }
  }
  const before = policyIds(session.state);
  facts.push({ name: 'policies of the session', value: (before ?? []).join(', ') || 'none', holds: before !== null });
  if (before === null) {
    log.write('error', 'No policies for the found session. Failing Request.');
    return refuse('policy_missing', 'the stored session has no policies', facts);
  }

  const listChanged =
    isDefault &&
    (before.some((one) => !defaults.includes(one) && one !== id) || defaults.some((one) => !before.includes(one)));
  let summary = 'the session keeps its policies';
  if (id !== '' && (!before.includes(id) || listChanged)) {
    session.modified = true;
    setPolicies(session.state, isDefault ? withDefaults([id], defaults) : [id]);
    const error = applyPolicies(session.state, world.policies, logWriter, orgId);
    if (error !== null) {
      log.write('error', 'Could not apply new policy to session', { error });
      return refuse('policy_switch_failed', error, [...facts, { name: 'policies', value: error, holds: false }]);
    }
    summary = `the session moves to ${(session.state.apply_policies ?? []).join(', ')}`;
  }
  if (lengthen(session, journey)) session.modified = true;
  return id === '' ? skip('no base policy: the session keeps its own', facts) : pass(summary, facts);
}
