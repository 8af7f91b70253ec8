import { type Journey, type StepResult, inApi, pass, refuse } from '../journey';
import { obfuscated } from '../session-id';
import { lookUp } from '../session-store';
import { lookupLog } from './find-session';
import { tokenOf, withoutBearer } from './find-token';

/** AuthKey: an auth token is wanted too, or JWT is switched off and nothing else is on (behaviour 1). */
export function checkAuthKey(journey: Journey): StepResult {
  const { api, log, world } = journey;
  const { text, facts, place } = tokenOf(journey, 'authToken');
  const name = withoutBearer(text);
  const { session, found } = lookUp(world, api.definition.org_id, name, lookupLog(journey));
  if (name === '') {
    log.write('info', 'Attempted access with malformed header, no auth header found.');
    return refuse('auth_key_missing', 'no key was sent where the API looks for one', facts);
  }
  if (!found) {
    log.write('info', 'Attempted access with non-existent key.', { key: obfuscated(name) });
    return refuse('auth_key_unknown', 'the gateway has no such key; a JWT is none', facts);
  }
  const by = api.definition.base_identity_provided_by;
  const place2 = inApi('base_identity_provided_by');
  if (by !== '' && by !== 'auth_token') {
    return pass(`${place}; another method gives the session`, [
      ...facts,
      { name: 'base_identity_provided_by', value: by, place: place2 },
    ]);
  }
  journey.contextVariables?.set('token', { kind: 'json', value: session.keyId });
  return pass(place, facts, { session });
}
