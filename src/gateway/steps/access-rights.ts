import { type Journey, type StepResult, pass, refuse } from '../journey';
import { originOf } from '../origin';
import type { Fact } from '../outcome';
import { hasRights, rightsOf } from '../session';

/** AccessRightsCheck: may the session use this API, and this version of it (behaviour 7.3)? */
export function checkAccessRights(journey: Journey): StepResult {
  const { api, log } = journey;
  const { state } = journey.get('session');
  if (!hasRights(state)) return pass('the session has no access rights at all, and that lets it through');

  const { api_id: id, version_data: data, definition } = api.definition;
  const rights = rightsOf(state, id);
  const fact: Fact = {
    name: 'access_rights',
    value: Object.keys(state.access_rights ?? {}).join(', '),
    rule: `has ${id}`,
    holds: rights !== undefined,
    place: originOf(journey, (policy) => (rightsOf(policy, id) === undefined ? null : ['access_rights']), [
      'access_rights',
    ]),
  };
  if (rights === undefined) {
    log.write('info', 'Attempted access to unauthorised API');
    return refuse('api_not_granted', 'the session’s policies do not grant this API', [fact]);
  }
  if (data.not_versioned) return pass(`${id} is granted`, [fact]);

  const asked = journey.get('versionAsked') || data.default_version;
  const granted = rights.versions ?? [];
  const path = ['access_rights', id, 'versions'];
  const holds =
    granted.includes(asked) ||
    (definition.fallback_to_default && asked !== data.default_version && granted.includes(data.default_version));
  const version: Fact = {
    name: 'versions',
    value: granted.join(', ') || 'none',
    rule: `has ${asked}`,
    holds,
    place: originOf(journey, (policy) => (rightsOf(policy, id) === undefined ? null : path), path),
  };
  if (holds) return pass(`${id}, version ${asked}, is granted`, [fact, version]);
  log.write('info', 'Attempted access to unauthorised API version.');
  return refuse('version_not_granted', `version ${asked} is not granted`, [fact, version]);
}
