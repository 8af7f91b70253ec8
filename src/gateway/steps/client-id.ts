import { get, isObject, type JsonValue } from '../../go/json';
import { type Journey, type StepResult, inApi, inPayload, pass, refuse, skip } from '../journey';

const names = ['clientId', 'cid', 'client_id'];

function goType(value: JsonValue): string {
  if (value === null) return 'nil';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'float64';
  return isObject(value) ? 'map[string]interface {}' : '[]interface {}';
}

/**
 * JWTMiddleware: the identity provider's client id, kept in the session (behaviour 5.13). The first claim that is there
 * counts; if it is no text, the gateway panics and cuts the connection.
 */
export function readClientId(journey: Journey): StepResult {
  const { api, claims, log } = journey;
  const session = journey.get('tokenSession');
  let clientId = '';
  const name = names.find((one) => get(claims, one) !== undefined);
  const disabled = api.definition.idp_client_id_mapping_disabled;
  if (!disabled) {
    log.debug('IDP client ID mapping enabled, attempting to retrieve OAuth client ID from claims.');
    const value = name === undefined ? '' : (get(claims, name) ?? null);
    if (typeof value !== 'string') {
      const type = goType(value);
      log.bare('panic', `interface conversion: interface {} is ${type}, not string`);
      const fact = {
        name: name ?? '',
        value: type,
        rule: 'a text: anything else makes the gateway panic',
        holds: false,
        place: inPayload(name ?? ''),
      };
      return refuse('client_id_not_text', `${name ?? ''} is no text: the gateway panics and cuts the connection`, [
        fact,
      ]);
    }
    clientId = value;
  }
  if (session.state.oauth_client_id !== clientId) {
    session.state.oauth_client_id = clientId;
    session.modified = true;
  }
  if (disabled) {
    return skip('switched off', [
      { name: 'idp_client_id_mapping_disabled', value: 'true', place: inApi('idp_client_id_mapping_disabled') },
    ]);
  }
  if (name === undefined) return skip('the token names no client');
  const facts = [{ name, value: clientId, rule: 'kept as oauth_client_id', place: inPayload(name) }];
  if (clientId === '') return pass('the client’s name is empty', facts);
  log.write(
    'warning',
    'Failed to retrieve OAuth client. For external IDPs, consider disabling IDP client ID mapping for better performance.',
    {
      error: 'key not found',
    },
  );
  return pass(clientId, facts);
}
