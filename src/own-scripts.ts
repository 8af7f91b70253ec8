/**
 * The page's policy asks for trusted types (see docs/decisions/19-content-security-policy.md): a text may be the address of
 * a worker only where this lets it pass, and the markup of an element never.
 */
interface TrustedTypes {
  createPolicy(name: string, rules: { readonly createScriptURL: (address: string) => string | null }): unknown;
}

/** Whether an address, as written in the page, is one of this site's own files. */
function isOwn(address: string): boolean {
  return new URL(address, document.baseURI).href.startsWith(new URL('.', document.baseURI).href);
}

function hasPolicies(found: unknown): found is TrustedTypes {
  return typeof found === 'object' && found !== null && 'createPolicy' in found;
}

const trustedTypes: unknown = Reflect.get(window, 'trustedTypes');
if (hasPolicies(trustedTypes)) {
  trustedTypes.createPolicy('default', { createScriptURL: (address) => (isOwn(address) ? address : null) });
}
