import { get } from '../../go/json';
import { type Journey, type StepResult, inApi, inPayload, pass, refuse } from '../journey';
import { originOf } from '../origin';
import type { Fact, Place } from '../outcome';

/** KeyExpired: is there a session, is it active, and has it not ended (behaviour 7.2)? The fraction of a second counts. */
export function checkKeyExpired(journey: Journey): StepResult {
  const session = journey.maybeSession;
  if (session === undefined) {
    const { base_identity_provided_by: by } = journey.api.definition;
    const fact: Fact = { name: 'base_identity_provided_by', value: by, place: inApi('base_identity_provided_by') };
    return refuse('session_missing', 'no method has given a session', [fact]);
  }
  const { state } = session;
  if (state.is_inactive) {
    journey.log.write('info', 'Attempted access from inactive key.');
    const path = ['is_inactive'];
    const fact: Fact = {
      name: 'is_inactive',
      value: 'true',
      rule: 'one inactive policy makes the session inactive',
      holds: false,
      place: originOf(journey, (policy) => (policy.is_inactive ? path : null), path),
    };
    return refuse('key_inactive', 'the session is inactive', [fact]);
  }
  const { expires } = state;
  const now = journey.world.surroundings.now();
  const over = expires >= 1 && now > expires * 1000;
  const fact: Fact = {
    name: 'expires',
    value: expires >= 1 ? String(expires) : 'never',
    rule: `now ≤ expires · ${String(now / 1000)}`,
    holds: !over,
    place: originOfEnd(journey, expires),
  };
  if (!over) return pass(expires >= 1 ? 'the session has not ended' : 'the session does not end', [fact]);
  journey.log.write('info', 'Attempted access from expired key.');
  return refuse('key_expired', 'the session has ended; the exp skew does not count here', [fact]);
}

/** The token's own end, that which a policy gives to new sessions, or the stored one. */
function originOfEnd(journey: Journey, expires: number): Place {
  const claims = journey.maybeToken?.claims;
  if (claims !== undefined && get(claims, 'exp') === expires) return inPayload('exp');
  return originOf(journey, (policy) => (policy.key_expires_in > 0 ? ['key_expires_in'] : null), ['expires']);
}
