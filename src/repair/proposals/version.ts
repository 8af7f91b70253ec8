import type { NameValue } from '../../workspace/workspace';
import { joinTarget, splitTarget } from '../../workspace/request';
import { changeOf, type Change } from '../change';
import { inApiText, inDefinition, inRequest } from '../edit';
import type { ReadApi, Refused } from '../refused';

/** The version that the request asks for is missing or unknown: each that there is, and a default one. */
export function proposeVersion({ api }: Refused): readonly Change[] {
  if (api === null) return [];
  const { version_data: data, definition } = api.source.definition;
  const names = definition.enabled ? [definition.name] : Object.keys(data.versions ?? {});
  const asked = names.filter((name) => name !== '').flatMap((name) => askFor(api, name));
  const [first] = names;
  if (first === undefined || data.not_versioned) return [...asked, ...soleVersion(api)];
  return [
    ...asked,
    changeOf(
      'definition',
      `Set default_version to ${first}`,
      inDefinition(api, ['version_data', 'default_version'], first),
    ),
  ];
}

/** An API that is not versioned has one version, called Default. */
function soleVersion(api: ReadApi): readonly Change[] {
  if (api.source.oas !== null) return [];
  const version = { name: 'Default', use_extended_paths: true };
  const set = inDefinition(api, ['version_data', 'versions'], { Default: version });
  return [changeOf('definition', 'Give the API the one version Default', set)];
}

function askFor({ source }: ReadApi, name: string): readonly Change[] {
  const { definition, proxy } = source.definition;
  const { location, key } = definition;
  if (location === 'header' && key !== '') {
    const words = `Send the header ${key}: ${name}`;
    return [
      changeOf(
        'request',
        words,
        inRequest((request) => ({ ...request, headers: withHeader(request.headers, key, name) })),
      ),
    ];
  }
  if (location === 'url-param' && key !== '') {
    return [
      changeOf(
        'request',
        `Ask with ${key}=${name} in the query`,
        inRequest((request) => {
          const { path, pairs } = splitTarget(request.path);
          return {
            ...request,
            path: joinTarget(path, [
              { name: key, value: encodeURIComponent(name) },
              ...pairs.filter((pair) => pair.name !== key),
            ]),
          };
        }),
      ),
    ];
  }
  if (location !== 'url') return [];
  return [
    changeOf(
      'request',
      `Put the version ${name} first in the path`,
      inRequest((request) => {
        const listen = proxy.listen_path.replace(/\/$/, '');
        const rest = request.path.startsWith(listen) ? request.path.slice(listen.length) : request.path;
        return { ...request, path: `${listen}/${name}${rest.startsWith('/') ? rest : `/${rest}`}` };
      }),
    ),
  ];
}

/** The headers with one set to a value. */
function withHeader(headers: readonly NameValue[], name: string, value: string): readonly NameValue[] {
  const others = headers.filter((header) => header.name.toLowerCase() !== name.toLowerCase());
  return [...others, { name, value, on: true }];
}

/** The version, or the API, has ended or its date cannot be read: its end goes. */
export function proposeNoExpiry(refused: Refused): readonly Change[] {
  const { api, row } = refused;
  const place = row.facts.find(({ holds }) => holds === false)?.place;
  if (api === null || place === undefined) return [];
  const widens = 'A version that had ended is served again.';
  const set = api.source.oas === null ? inDefinition(api, place.path, '') : inApiText(api, place.path, undefined);
  return [
    ...proposeVersion(refused),
    changeOf('definition', `Take the end date away (${place.path.at(-1) ?? ''})`, set, { widens }),
  ];
}

/** The path is on the black list, or on no white list: out of the one, into the other. */
export function proposePath({ api, situation }: Refused): readonly Change[] {
  if (api === null) return [];
  const { version_data: data, proxy } = api.source.definition;
  const listen = proxy.listen_path.replace(/\/$/, '');
  const target = splitTarget(situation.workspace.request.path).path;
  const path = target.startsWith(listen) ? target.slice(listen.length) || '/' : target;
  const { method } = situation.workspace.request;
  const widens = `${method} ${path} is open to everyone with a session.`;
  const changes: Change[] = [];
  for (const [name, info] of Object.entries(data.versions ?? {})) {
    const at = ['version_data', 'versions', name];
    const extended = info.use_extended_paths;
    const lists = extended ? info.extended_paths : info.paths;
    const where = extended ? [...at, 'extended_paths'] : [...at, 'paths'];
    for (const known of lists.white_list ?? []) {
      const to = typeof known === 'string' ? known : known.path;
      const by = typeof known === 'string' || known.method === '' ? method : known.method;
      if (/[{*[(]/.test(to)) continue;
      changes.push(
        changeOf(
          'request',
          `Ask for ${by} ${listen}${to}`,
          inRequest((request) => ({ ...request, method: by, path: `${listen}${to}` })),
        ),
      );
    }
    if ((lists.white_list ?? []).length > 0) {
      const added = extended ? { path, method, ignore_case: false } : path;
      const index = String((lists.white_list ?? []).length);
      changes.push(
        changeOf(
          'definition',
          `Add ${method} ${path} to the white list`,
          inDefinition(api, [...where, 'white_list', index], added),
          { widens },
        ),
      );
    }
    if ((lists.black_list ?? []).length > 0) {
      changes.push(
        changeOf('definition', 'Empty the black list', inDefinition(api, [...where, 'black_list'], []), { widens }),
      );
    }
  }
  const operation = placeOfOperation(api, path, method);
  if (operation !== null)
    changes.push(
      changeOf('definition', 'Take the rule off the operation', inApiText(api, operation, undefined), { widens }),
    );
  return changes;
}

/** In an OAS document: the operation's entry in the extension. */
function placeOfOperation({ source }: ReadApi, path: string, method: string): readonly string[] | null {
  const operations = source.oas?.extension?.middleware?.operations ?? null;
  if (operations === null) return null;
  const wanted = `${path.replace(/^\//, '')}${method.toLowerCase()}`;
  const id = Object.keys(operations).find((each) => each.toLowerCase() === wanted);
  return id === undefined ? null : ['x-tyk-api-gateway', 'middleware', 'operations', id];
}
