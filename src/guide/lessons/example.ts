/**
 * The guide's finished example: what steps 1 to 6 end with, before the request is sent.
 */
import type { JsonValue } from '../../go/json';
import { emptyWorkspace, type Workspace } from '../../workspace/workspace';
import {
  addApi,
  addPolicy,
  all,
  chooseJwt,
  saved,
  setField,
  setPath,
  setPayload,
  setSecret,
  signWithApiKey,
} from './edits';
import type { Edit } from './lesson';

/** The payload of the guide's fifth step. */
export const guideClaims: Readonly<Record<string, JsonValue>> = {
  sub: '1234567890',
  name: 'John Doe',
  pol: 'gold',
  iat: 1516239022,
};

const finish = all(
  addApi('Orders', 'http://httpbin.org'),
  chooseJwt,
  setField('signing-method', 'hmac'),
  setSecret('tyk123'),
  addPolicy('Gold'),
  setField('default-policy', ['gold']),
  setPayload(guideClaims),
  signWithApiKey,
  setPath('/orders/get'),
);

/** The example, changed; everything in it is saved, what was changed too. */
export function example(...edits: readonly Edit[]): Workspace {
  return saved(all(finish, ...edits)(emptyWorkspace()));
}
