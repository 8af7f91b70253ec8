import { type Journey, type StepResult, pass } from '../journey';
import { obfuscated, sessionId } from '../session-id';
import { lookUp } from '../session-store';

/** What a lookup writes to the log, for the journey's current middleware. */
export function lookupLog({ log, logWriter }: Journey) {
  return {
    writer: logWriter,
    write: (level: 'error', message: string) => {
      log.write(level, message);
    },
  };
}

/** JWTMiddleware: the session that this identity has in the organisation, with its policies applied anew (behaviour 5.9). */
export function findSession(journey: Journey): StepResult {
  const { api, log, world } = journey;
  const { org_id: orgId } = api.definition;
  const identity = journey.get('identity');
  const id = sessionId(orgId, identity);
  journey.sessionId = id;
  log.debug(`JWT Temporary session ID is: ${id}`);
  const { session, found } = lookUp(world, orgId, id, lookupLog(journey));
  const facts = [
    { name: 'session', value: obfuscated(id), rule: 'made of organisation and identity, not of the API' },
    { name: 'stored', value: found ? 'yes' : 'no' },
  ];
  const learned = { tokenSession: session, sessionExisted: found };
  if (found) return pass('a stored session goes on', facts, learned);
  log.debug('Key does not exist, creating');
  return pass('none yet: a new one is made', facts, learned);
}
