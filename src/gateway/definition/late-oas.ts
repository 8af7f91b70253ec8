import { Late } from '../../go/late';

/** All about OAS definitions, for those who also deal with classic ones. */
export const lateOas = new Late(() => import('./oas'));
