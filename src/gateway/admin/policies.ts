/** The admin API's calls for policies (behaviour 10.4). */
import type { Policy } from '../definition/policy';
import { readPolicy, writePolicy } from '../definition/policy';
import type { GatewayResponse } from '../outcome';
import type { AdminRequest } from './reply';
import { doneReply, errorReply, jsonReply } from './reply';

/** POST and PUT: a policy need not be there for a PUT. */
export function savePolicy({ method, name, body, catalogue, log }: AdminRequest): GatewayResponse {
  if (method === 'PUT' && name === '') return errorReply(400, 'Must specify an apiID to update');
  const read = readPolicy(body);
  if (!read.ok) {
    log.push({ level: 'error', message: `Couldn't decode new policy object: ${read.error}` });
    return errorReply(400, 'Request malformed');
  }
  const { id } = read.value;
  if (id !== '' && !/^[a-zA-Z0-9._~-]+$/.test(id)) {
    const error = 'Invalid Policy ID: Allowed characters: a-z, A-Z, 0-9, ., _, -, ~';
    log.push({ level: 'error', message: 'Failed to validate policy ID', id, error });
    return errorReply(400, error);
  }
  if (method === 'PUT' && id !== name) {
    log.push({ level: 'error', message: 'PUT operation on different IDs' });
    return errorReply(400, 'Request ID does not match that in policy! For Update operations these must match.');
  }
  const policy: Policy = id === '' ? { ...read.value, id: read.value._id } : read.value;
  if (policy.id === '') {
    const message = 'Unable to create policy without id.';
    log.push({ level: 'error', message });
    return errorReply(400, message);
  }
  catalogue.policies.set(policy.id, policy);
  return doneReply(policy.id, method === 'POST' ? 'added' : 'modified');
}

/** GET of a loaded policy, or of all. */
export function getPolicy({ name, gateway, log }: AdminRequest): GatewayResponse {
  const loaded = gateway.policies();
  if (name === '') return jsonReply(200, `[${loaded.map(writePolicy).join()}]\n`);
  const policy = loaded.findLast(({ id }) => id === name);
  if (policy !== undefined) return jsonReply(200, `${writePolicy(policy)}\n`);
  log.push({ level: 'error', message: "Policy doesn't exist.", prefix: 'policy', polID: name });
  return errorReply(404, 'Policy not found');
}

/** DELETE of a saved policy. */
export function deletePolicy({ name, catalogue, log }: AdminRequest): GatewayResponse {
  if (name === '') return errorReply(400, 'Must specify an apiID to delete');
  if (catalogue.policies.delete(name)) return doneReply(name, 'deleted');
  const reason = `statat ${name}.json: no such file or directory`;
  log.push({ level: 'warning', message: `Error describing named file: ${reason} ` });
  return errorReply(500, 'Delete failed');
}
