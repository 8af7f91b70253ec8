/**
 * Why the gateway does not find the JWT scheme of a Tyk OAS document: JWT then stays off, and the API is not open
 * (behaviour 1, 4.2).
 */
import type { JsonValue } from '../../go/json';
import type { ApiDocument } from './document';
import type { Hit } from './finding';
import { objectAt, requirementsOf, tyk, type Scheme } from './jwt-scheme';
import { fix, set } from './place';

const off = 'so JWT stays off and every token is refused with 403';
const jwtComponent = { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' };

/** The scheme that is meant and not found; `null` where all is well, or where the API is open. */
function lost(api: ApiDocument): Scheme | null {
  const { scheme, definition } = api;
  return scheme === null || scheme.found || definition.use_keyless ? null : scheme;
}

export function* extensionMissing(api: ApiDocument): Iterable<Hit> {
  if (api.oas?.extension !== null) return;
  yield {
    path: [],
    message: `The document has no ${tyk}, so it is no Tyk API: it has no listen path, and saving it is refused.`,
  };
}

function componentPath({ name }: Scheme): readonly string[] {
  return ['components', 'securitySchemes', name];
}

export function* bearerFormat(api: ApiDocument): Iterable<Hit> {
  const scheme = lost(api);
  const { type, scheme: word, bearerFormat: format } = scheme?.component ?? {};
  if (scheme === null || type !== 'http' || word !== 'bearer' || format === 'JWT') return;
  const path = [...componentPath(scheme), 'bearerFormat'];
  const written = format === undefined ? 'is missing' : `is ${JSON.stringify(format)}`;
  yield {
    path,
    message: `bearerFormat ${written}; it must be exactly “JWT”, ${off}.`,
    fixes: [fix('Write “JWT”', set(api, path, 'JWT'))],
  };
}

export function* componentWrong(api: ApiDocument): Iterable<Hit> {
  const scheme = lost(api);
  const component = scheme?.component ?? null;
  if (scheme === null || component === null) return;
  const { type, scheme: word } = component;
  if (type === 'http' && word === 'bearer') return;
  const path = componentPath(scheme);
  yield {
    path,
    message: `The component of “${scheme.name}” is not one for JWTs (type http, scheme bearer, bearerFormat JWT), ${off}.`,
    fixes: [fix('Make it one for JWTs', set(api, path, jwtComponent))],
  };
}

/** The name of the JWT component that is asked for and has no settings, while the settings have no component: one of the two is misnamed. */
function otherName(api: ApiDocument, scheme: Scheme): string | undefined {
  if (scheme.component !== null || scheme.settings === null) return undefined;
  const components = objectAt(api.json, ['components', 'securitySchemes']);
  const settings = objectAt(api.json, scheme.path.slice(0, -1));
  return (requirementsOf(api.json)[0] ?? []).find((name) => {
    const { bearerFormat } = objectAt(components, [name]);
    return bearerFormat === 'JWT' && settings[name] === undefined;
  });
}

export function* namesDiffer(api: ApiDocument): Iterable<Hit> {
  const scheme = lost(api);
  const name = scheme === null ? undefined : otherName(api, scheme);
  if (scheme === null || name === undefined) return;
  const path = [...scheme.path.slice(0, -1), name];
  yield {
    path: scheme.path,
    message: `The settings are called “${scheme.name}” and the component “${name}”; the names must be equal, ${off}.`,
    fixes: [fix(`Call the settings ${name}`, set(api, scheme.path, undefined), set(api, path, scheme.settings ?? {}))],
  };
}

export function* componentMissing(api: ApiDocument): Iterable<Hit> {
  const scheme = lost(api);
  if (scheme?.component !== null || otherName(api, scheme) !== undefined) return;
  yield {
    path: scheme.path,
    message: `components.securitySchemes has no “${scheme.name}”, ${off}.`,
    fixes: [fix('Add the component', set(api, componentPath(scheme), jwtComponent))],
  };
}

export function* settingsMissing(api: ApiDocument): Iterable<Hit> {
  const scheme = lost(api);
  if (scheme?.settings !== null) return;
  yield {
    path: componentPath(scheme),
    message: `The component “${scheme.name}” has no settings of that name under authentication.securitySchemes, ${off}.`,
    fixes: [
      fix('Add settings', set(api, scheme.path, { enabled: true, header: { enabled: true, name: 'Authorization' } })),
    ],
  };
}

export function* requirementMissing(api: ApiDocument): Iterable<Hit> {
  const scheme = lost(api);
  if (scheme === null || requirementsOf(api.json).flat().includes(scheme.name)) return;
  if (otherName(api, scheme) !== undefined) return;
  yield {
    path: ['security'],
    message: `The document’s security does not ask for “${scheme.name}”, ${off}.`,
    fixes: [fix(`Ask for ${scheme.name}`, set(api, ['security'], withFirst(api, scheme.name)))],
  };
}

export function* requirementNotFirst(api: ApiDocument): Iterable<Hit> {
  const scheme = lost(api);
  const [first = [], ...others] = requirementsOf(api.json);
  if (scheme === null || first.includes(scheme.name) || !others.flat().includes(scheme.name)) return;
  const compliant = api.oas?.extension?.server.authentication?.securityProcessingMode === 'compliant';
  if (compliant) return;
  yield {
    path: ['security'],
    message: `Only the first entry of security counts, and “${scheme.name}” is not in it, ${off}.`,
    fixes: [fix('Put it first', set(api, ['security'], withFirst(api, scheme.name)))],
  };
}

/** The security list with a requirement of this scheme alone in front. */
function withFirst({ json }: ApiDocument, name: string): JsonValue {
  const { security } = json;
  const others = Array.isArray(security)
    ? security.filter((_, at) => !(requirementsOf(json)[at] ?? []).includes(name))
    : [];
  return [{ [name]: [] }, ...others];
}
