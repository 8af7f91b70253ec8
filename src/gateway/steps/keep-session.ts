import { setTokenVariables } from '../context-variables';
import { type Journey, type StepResult, inApi, pass, refuse, skip } from '../journey';
import { obfuscated } from '../session-id';
import { identityOf } from '../identity';
import { lookUp } from '../session-store';
import { lookupLog } from './find-session';

/** JWTMiddleware: the session counts from here on, unless another method is to give the identity (behaviour 5.14). */
export function keepSession(journey: Journey): StepResult {
  const { api, log } = journey;
  const session = journey.get('tokenSession');
  session.keyId = journey.sessionId ?? '';
  log.debug('Key found');
  const by = api.definition.base_identity_provided_by;
  const place = inApi('base_identity_provided_by');
  const counts = by === '' || by === 'jwt_claim';
  setTokenVariables(journey, counts ? session.keyId : '');
  if (!counts) {
    return skip('another method gives the session', [
      { name: 'base_identity_provided_by', value: by, rule: 'empty or jwt_claim', holds: false, place },
    ]);
  }
  const facts = [{ name: 'session', value: obfuscated(session.keyId) }];
  return pass(session.modified ? 'the session is saved' : 'the session is unchanged', facts, { session });
}

/** JWTMiddleware, one key per token: the session of the Tyk key itself (behaviour 6). */
export function useKeySession(journey: Journey): StepResult {
  const { api, log, world } = journey;
  const { org_id: orgId } = api.definition;
  const found = identityOf(journey);
  if (!found.ok) return refuse('key_vanished', found.error, found.facts);
  log.debug(`Using raw key ID: ${found.identity}`);
  const { session, found: exists } = lookUp(world, orgId, found.identity, lookupLog(journey));
  const fact = { name: 'key', value: found.identity, rule: 'a Tyk key of this name', holds: exists };
  if (!exists) return refuse('key_vanished', 'the key is gone', [...found.facts, fact]);
  log.debug('Raw key ID found.');
  setTokenVariables(journey, session.keyId);
  return pass(`the session of key ${found.identity}`, [...found.facts, fact], { session });
}
