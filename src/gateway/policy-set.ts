/**
 * The policies that a gateway has loaded, and the sessions that they were applied to.
 */
import { applyPolicies, type Policies } from './apply-policies';
import type { Policy } from './definition/policy';
import type { SessionState } from './definition/session';
import { LogWriter } from './log';
import { openSession } from './session';

/** Found by organisation and id, byte for byte; of two of one name the later one. It never changes: a reload makes another. */
export class PolicySet implements Policies {
  readonly #byOrg = new Map<string, Map<string, Policy>>();
  /** What a stored session becomes under these policies, for an organisation; stored sessions are never changed either. */
  readonly #applied = new WeakMap<SessionState, { readonly orgId: string; readonly session: SessionState }>();

  constructor(policies: readonly Policy[] = []) {
    for (const policy of policies) {
      const ofOrg = this.#byOrg.get(policy.org_id) ?? new Map<string, Policy>();
      ofOrg.set(policy.id, policy);
      this.#byOrg.set(policy.org_id, ofOrg);
    }
  }

  find(orgId: string, id: string): Policy | undefined {
    return this.#byOrg.get(orgId)?.get(id);
  }

  /** All of them. */
  all(): readonly Policy[] {
    return [...this.#byOrg.values()].flatMap((ofOrg) => [...ofOrg.values()]);
  }

  /**
   * A stored session with its policies applied anew, and the text of the error if they could not be. `orgId` is that of the
   * API; `null`: the session's own. What went without a word is remembered.
   */
  applyTo(
    stored: SessionState,
    orgId: string | null,
    log: LogWriter,
  ): { readonly session: SessionState; readonly error: string | null } {
    const org = orgId ?? stored.org_id;
    const known = this.#applied.get(stored);
    if (known?.orgId === org) return { session: known.session, error: null };
    const { state } = openSession(stored, '');
    const own = new LogWriter();
    const error = applyPolicies(state, this, own, orgId);
    for (const line of own.lines) log.lines.push(line);
    if (error === null && own.lines.length === 0) this.#applied.set(stored, { orgId: org, session: state });
    return { session: state, error };
  }
}
