import { identityOfClaims } from '../identity';
import { type Journey, type StepResult, pass, refuse } from '../journey';

/** JWTMiddleware: whose token this is (behaviour 5.9). The identity names the session. */
export function findIdentity(journey: Journey): StepResult {
  journey.log.debug('JWT authority is centralised');
  const found = identityOfClaims(journey);
  if (found.ok) return pass(found.identity, found.facts, { identity: found.identity });
  return refuse(found.empty ? 'identity_empty' : 'identity_missing', found.error, found.facts, found.error);
}
