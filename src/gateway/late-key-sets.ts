import { Late } from '../go/late';

/** How key sets are read: for APIs that take their keys from one. */
export const lateKeySets = new Late(() => import('../keys/key-set'));
