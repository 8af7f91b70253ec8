import { changeOf, type Change } from '../change';
import { all, inApiText, inDefinition, inPolicy, inRequest } from '../edit';
import type { Refused } from '../refused';
import { signAnew } from '../signers';
import { freshSession, proposeGrant } from './policies';

/** A client id that is no text makes the gateway panic (behaviour 5.13). */
export async function proposeClientId(refused: Refused): Promise<readonly Change[]> {
  const { api, claims } = refused;
  if (api === null) return [];
  const name = ['clientId', 'cid', 'client_id'].find((each) => Object.hasOwn(claims, each));
  const off = changeOf(
    'definition',
    'Switch the identity provider’s client mapping off',
    inDefinition(api, ['idp_client_id_mapping_disabled'], true),
  );
  if (name === undefined) return [off];
  return [off, ...(await signAnew(refused, `Set ${name} to a text, client-1`, { claims: { [name]: 'client-1' } }))];
}

/** No authentication method, or a second one, guards the API: JWT alone does. */
export function proposeJwtOnly({ api }: Refused): readonly Change[] {
  if (api === null) return [];
  const { definition, oas } = api.source;
  if (oas === null) {
    const changes: Change[] = [];
    if (definition.use_standard_auth)
      changes.push(
        changeOf('definition', 'Switch the auth token off: JWT alone', inDefinition(api, ['use_standard_auth'], false)),
      );
    if (!definition.enable_jwt)
      changes.push(
        changeOf(
          'definition',
          'Select JSON Web Token (JWT) as the authentication mode',
          inDefinition(api, ['enable_jwt'], true),
        ),
      );
    return changes;
  }
  const schemes = oas.extension?.server.authentication?.securitySchemes ?? {};
  const name =
    Object.keys(schemes).find((each) => schemes[each]?.kind === 'jwt') ?? Object.keys(schemes)[0] ?? 'jwtAuth';
  const jwt = all(
    inApiText(api, ['components', 'securitySchemes', name], { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }),
    inApiText(api, ['security'], [{ [name]: [] }]),
    inApiText(api, ['x-tyk-api-gateway', 'server', 'authentication', 'enabled'], true),
    inApiText(api, ['x-tyk-api-gateway', 'server', 'authentication', 'securitySchemes', name, 'enabled'], true),
  );
  return [changeOf('definition', `Make ${name} a JWT scheme in full: enabled, bearerFormat JWT, and required`, jwt)];
}

/** Another method than JWT is to give the session. */
export function proposeBaseIdentity({ api }: Refused): readonly Change[] {
  if (api === null) return [];
  return [
    changeOf(
      'definition',
      'Set base_identity_provided_by to jwt_claim',
      inDefinition(api, ['base_identity_provided_by'], 'jwt_claim'),
    ),
  ];
}

/** A policy of the session is inactive. */
export async function proposeActive(refused: Refused): Promise<readonly Change[]> {
  const changes: Change[] = [];
  for (const { document, policy } of refused.policies.filter(({ policy: each }) => each.is_inactive)) {
    const widens = `Every session with the policy ${policy.id} is active again.`;
    changes.push(
      changeOf(
        'policy',
        `Make the policy ${policy.id} active (is_inactive: false)`,
        inPolicy(document.id, ['is_inactive'], false),
        { widens },
      ),
    );
  }
  return [...(await proposeGrant(refused)), ...changes];
}

/** The stored session has ended: a token that lasts longer moves its end; without an end of the token's own it is made anew. */
export async function proposeLonger(refused: Refused): Promise<readonly Change[]> {
  const longer = await signAnew(refused, 'Set exp to now + 1 h', { claims: { exp: 'now + 1 h' } });
  return [...longer, ...freshSession(refused)];
}

/** The path is in no list of allowed ones. */
export function proposeAllowedPath(refused: Refused): readonly Change[] {
  const { api, situation } = refused;
  if (api === null) return [];
  const { api_id: id, proxy } = api.source.definition;
  const { method, path: target } = situation.workspace.request;
  const listen = proxy.listen_path.replace(/\/$/, '');
  const path = target.split('?')[0] ?? '';
  const stripped = path.startsWith(listen) ? path.slice(listen.length) || '/' : path;
  const ids = refused.evaluation.exchange.session?.apply_policies ?? [];
  const changes: Change[] = [];
  for (const { url, methods } of allowedOf(refused, id)) {
    const plain = url.replace(/^\^|\$$/g, '');
    const [by] = methods.includes(method) ? [method] : methods;
    if (by === undefined || /[*[({\\|+?]/.test(plain) || !plain.startsWith('/')) continue;
    changes.push(
      changeOf(
        'request',
        `Ask for ${by} ${listen}${plain}`,
        inRequest((request) => ({ ...request, method: by, path: `${listen}${plain}` })),
      ),
    );
  }
  for (const { document, policy } of refused.policies) {
    const rights = policy.access_rights?.[id];
    if (rights === undefined || !ids.includes(policy.id)) continue;
    const widens = `Every session with the policy ${policy.id} may ask for ${method} ${stripped}.`;
    const count = String((rights.allowed_urls ?? []).length);
    const url = `^${stripped.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
    changes.push(
      changeOf(
        'policy',
        `Allow ${method} ${stripped} in the policy ${policy.id}`,
        inPolicy(document.id, ['access_rights', id, 'allowed_urls', count], { url, methods: [method] }),
        { widens },
      ),
    );
  }
  return [...changes, ...freshSession(refused)];
}

function allowedOf(
  { evaluation }: Refused,
  id: string,
): readonly { readonly url: string; readonly methods: readonly string[] }[] {
  return (evaluation.exchange.session?.access_rights?.[id]?.allowed_urls ?? []).map(({ url, methods }) => ({
    url,
    methods: methods ?? [],
  }));
}

/** A rate or a quota is used up: time, or a larger one. */
export function proposeMore({ situation, api, evaluation, policies }: Refused): readonly Change[] {
  const { state, at } = situation;
  const ends = [
    ...[...state.rates.values()].map(({ resetsAt }) => resetsAt),
    ...[...state.quotas.values()].flatMap(({ endsAt }) => (endsAt === null ? [] : [endsAt])),
  ].filter((end) => end > at);
  const waits = [...new Set(ends)]
    .sort((a, b) => a - b)
    .slice(0, 4)
    .map((end) => {
      const seconds = Math.ceil((end - at) / 1000) + 1;
      return changeOf('clock', `Wait ${String(seconds)} s`, (before) => ({ ...before, at: at + seconds * 1000 }), {
        effort: 1,
      });
    });
  const ids = evaluation.exchange.session?.apply_policies ?? [];
  const changes: Change[] = [...waits];
  for (const { document, policy } of policies.filter(({ policy: each }) => ids.includes(each.id))) {
    const widens = `Every session with the policy ${policy.id} may call as often as it likes.`;
    changes.push(
      changeOf('policy', `Set the quota of ${policy.id} to unlimited`, inPolicy(document.id, ['quota_max'], -1), {
        widens,
      }),
      changeOf('policy', `Set the rate of ${policy.id} to unlimited`, inPolicy(document.id, ['rate'], -1), { widens }),
    );
  }
  if (api !== null) {
    const widens = 'No session of this API is limited any more.';
    changes.push(
      changeOf('definition', 'Switch the rate limits of the API off', inDefinition(api, ['disable_rate_limit'], true), {
        widens,
      }),
      changeOf('definition', 'Switch the quotas of the API off', inDefinition(api, ['disable_quota'], true), {
        widens,
      }),
    );
  }
  return changes;
}

/** The upstream could not be reached: one that can. */
export function proposeUpstream({ api }: Refused): readonly Change[] {
  if (api === null) return [];
  return [
    changeOf(
      'definition',
      'Set the upstream URL to http://httpbin.org',
      inDefinition(api, ['proxy', 'target_url'], 'http://httpbin.org'),
    ),
  ];
}
