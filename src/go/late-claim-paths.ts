import { Late } from './late';

/** Paths to claims: only rules of OAS definitions have them. */
export const lateClaimPaths = new Late(() => import('./claim-paths'));
