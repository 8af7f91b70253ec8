/**
 * Every refusal explained: one row for each code of the gateway. A row that is missing does not compile.
 */
import { type RefusalCode, refusalCodes } from '../../gateway/refusals';
import { accessRefusals } from './access';
import { claimRuleRefusals } from './claim-rules';
import type { Explanation } from './explanation';
import { identityRefusals } from './identity';
import { keySetRefusals } from './key-sets';
import { keyRefusals } from './keys';
import { limitRefusals } from './limits';
import { policyRefusals } from './policies';
import { routingRefusals } from './routing';
import { signatureRefusals } from './signature';
import { timeRefusals } from './times';
import { tokenRefusals } from './token';
import { upstreamRefusals } from './upstream';
import { versionRefusals } from './versions';

/** The explanation of each refusal. */
export const explanations: Readonly<Record<RefusalCode, Explanation>> = {
  ...routingRefusals,
  ...versionRefusals,
  ...tokenRefusals,
  ...keyRefusals,
  ...keySetRefusals,
  ...signatureRefusals,
  ...timeRefusals,
  ...claimRuleRefusals,
  ...identityRefusals,
  ...policyRefusals,
  ...accessRefusals,
  ...limitRefusals,
  ...upstreamRefusals,
};

/** Refusals that belong together, in the order in which a request meets them. */
export interface Family {
  readonly title: string;
  readonly codes: readonly RefusalCode[];
}

/** The refusals by what they are about. */
export const families: readonly Family[] = [
  { title: 'Finding the API', codes: codesOf(routingRefusals) },
  { title: 'Versions and path lists', codes: codesOf(versionRefusals) },
  { title: 'The token', codes: codesOf(tokenRefusals) },
  { title: 'Key and signature', codes: codesOf({ ...keyRefusals, ...keySetRefusals, ...signatureRefusals }) },
  { title: 'Times', codes: codesOf(timeRefusals) },
  { title: 'Rules for claims', codes: codesOf(claimRuleRefusals) },
  { title: 'Identity', codes: codesOf(identityRefusals) },
  { title: 'Policies and scopes', codes: codesOf(policyRefusals) },
  { title: 'Access', codes: codesOf(accessRefusals) },
  { title: 'Rate and quota', codes: codesOf(limitRefusals) },
  { title: 'The upstream', codes: codesOf(upstreamRefusals) },
];

function codesOf(family: Partial<Record<RefusalCode, Explanation>>): readonly RefusalCode[] {
  return refusalCodes.filter((code) => Object.hasOwn(family, code));
}

/** The refusal code that a text is, such as one in a link; `null`: none. */
export function refusalCodeOf(text: string): RefusalCode | null {
  return refusalCodes.find((code) => code === text) ?? null;
}
