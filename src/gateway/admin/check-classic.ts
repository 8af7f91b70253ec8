/** What the gateway asks of a classic definition before it saves one. */
import { lookup } from '../../go/struct';
import type { ClassicDefinition } from '../definition/classic';
import { sortTexts } from '../../go/json';

/** Why the definition is refused: the first rule that it breaks, in the gateway's words; `null`: it may be saved. */
export function checkClassic(definition: ClassicDefinition): string | null {
  const reason = firstBroken(definition);
  return reason === null ? null : `Validation of API Definition failed. Reason: ${reason}.`;
}

function firstBroken(definition: ClassicDefinition): string | null {
  const sources = (definition.graphql.engine.data_sources ?? []).map(({ name }) => name.toLowerCase().trim());
  if (new Set(sources).size < sources.length) return 'duplicate data source names are not allowed';

  const inUse = new Map([
    ['authToken', definition.use_standard_auth],
    ['jwt', definition.enable_jwt],
    ['hmac', definition.enable_signature_checking],
    ['oauth', definition.use_oauth2],
    ['oidc', definition.use_openid],
    ['coprocess', definition.enable_coprocess_auth],
  ]);
  for (const name of sortTexts(Object.keys(definition.auth_configs ?? {}))) {
    const config = lookup(definition.auth_configs, name);
    if (config === undefined || inUse.get(name) !== true) continue;
    if (config.disable_header && !config.use_param && !config.use_cookie) {
      return `all auth sources are disabled for ${name}, at least one of header/cookie/query must be enabled`;
    }
  }

  const addresses = [
    ...(definition.enable_ip_whitelisting ? (definition.allowed_ips ?? []) : []),
    ...(definition.enable_ip_blacklisting ? (definition.blacklisted_ips ?? []) : []),
  ];
  const badAddress = addresses.find((address) => !isAddress(address));
  if (badAddress !== undefined) return `invalid IP/CIDR ${JSON.stringify(badAddress)}`;

  const versions = Object.values(definition.version_data.versions ?? {});
  if (versions.some(({ global_enforce_timeout }) => global_enforce_timeout < 0)) return 'invalid global timeout value';
  const timeouts = versions.flatMap(({ extended_paths }) => extended_paths.hard_timeouts ?? []);
  if (timeouts.some(({ timeout, duration }) => timeout < 0 || duration < 0)) return 'invalid timeout value';

  const upstream = upstreamAuth(definition.upstream_auth);
  if (upstream !== null) return upstream;
  const { enable_load_balancing, target_list } = definition.proxy;
  if (enable_load_balancing && (target_list ?? []).length === 0) {
    return 'all load balancing targets have weight 0, at least one target must have weight > 0';
  }
  return null;
}

function upstreamAuth({ enabled, basic_auth, oauth }: ClassicDefinition['upstream_auth']): string | null {
  if (!enabled || !(basic_auth.enabled || oauth.enabled)) return null;
  if (basic_auth.enabled && oauth.enabled) return 'multiple upstream authentication modes not allowed';
  if (!oauth.enabled) return null;
  const [first, ...others] = oauth.allowed_authorize_types ?? [];
  if (first === undefined) return 'upstream OAuth authorization type is required';
  if (others.length > 0) return 'multiple upstream OAuth authorization type not allowed';
  return first === 'clientCredentials' || first === 'password' ? null : 'invalid OAuth authorization type';
}

function isAddress(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  if (more.length > 0) return false;
  const parts = address.split('.');
  const isV4 = parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  const isV6 = !isV4 && /^[0-9a-fA-F:.]+$/.test(address) && URL.canParse(`http://[${address}]/`);
  if (!isV4 && !isV6) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (isV4 ? 32 : 128));
}
