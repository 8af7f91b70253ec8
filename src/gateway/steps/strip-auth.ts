import { canonicalHeaderName } from '../../go/header';
import { encodeQuery } from '../../go/url';
import { type Journey, type StepResult, inApi, pass } from '../journey';
import type { Fact } from '../outcome';

type AuthConfig = Journey['api']['definition']['auth'];

/** StripAuth: credentials are taken out of the request before it goes on, wherever the definition names a place (behaviour 7.1). */
export function stripAuth(journey: Journey): StepResult {
  const { definition } = journey.api;
  const configs = Object.entries(definition.auth_configs ?? {});
  const facts: Fact[] = [];
  const strip = (config: AuthConfig, place: readonly string[]): void => {
    if (config.use_param) stripParameter(journey, config);
    const header = canonicalHeaderName(config.auth_header_name || 'Authorization');
    journey.request.headers.delete(header);
    stripCookie(journey, config.cookie_name || config.auth_header_name || 'Authorization');
    facts.push({ name: place.join('.'), value: `header ${header} taken out`, place: inApi(...place) });
  };
  for (const [kind, config] of configs) strip(config, ['auth_configs', kind]);
  if (configs.length === 0) strip(definition.auth, ['auth']);
  return pass('credentials are taken out', facts);
}

function stripParameter({ request }: Journey, config: AuthConfig): void {
  const values = request.queryValues();
  values.delete(config.param_name || config.auth_header_name || 'Authorization');
  request.query = encodeQuery(values);
}

/** The first cookie whose text begins with the name goes, whatever its name goes on with. */
function stripCookie({ request }: Journey, name: string): void {
  const values = request.headers.get('Cookie');
  const cookies = (values?.[0] ?? '').split(';');
  const at = cookies.findIndex((cookie) => cookie.trim().startsWith(name));
  if (at === -1) return;
  cookies.splice(at, 1);
  request.headers.set('Cookie', [cookies.join(';')]);
}
