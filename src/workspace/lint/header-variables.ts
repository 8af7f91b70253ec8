/**
 * Variables in the headers that an API sends to its upstream (behaviour 5.14, 7.9).
 */
import type { JsonPath } from '../json-edit';
import { judgesJwts } from './authentication';
import type { ApiDocument } from './document';
import type { Hit } from './finding';
import { fix, place, set } from './place';

interface HeaderValue {
  readonly path: JsonPath;
  readonly value: string;
}

/** The values of all headers that are added to requests. */
function* headerValues(api: ApiDocument): Iterable<HeaderValue> {
  for (const [key, info] of Object.entries(api.definition.version_data.versions ?? {})) {
    const at = ['version_data', 'versions', key];
    if (!info.global_headers_disabled) {
      for (const [name, value] of Object.entries(info.global_headers ?? {}))
        yield { path: place(api, ...at, 'global_headers', name), value };
    }
    const entries = info.use_extended_paths ? (info.extended_paths.transform_headers ?? []) : [];
    for (const [index, entry] of entries.entries()) {
      if (entry.disabled) continue;
      const parent = [...at, 'extended_paths', 'transform_headers', index, 'add_headers'];
      for (const [name, value] of Object.entries(entry.add_headers ?? {}))
        yield { path: place(api, ...parent, name), value };
    }
  }
}

export function* contextVariablesOff(api: ApiDocument): Iterable<Hit> {
  if (api.definition.enable_context_vars) return;
  for (const { path, value } of headerValues(api)) {
    if (!value.includes('$tyk_context.')) continue;
    yield {
      path,
      message: 'Context variables are off, so the header is sent with nothing in place of $tyk_context.',
      fixes: [fix('Turn context variables on', set(api, place(api, 'enable_context_vars'), true))],
    };
  }
}

export function* variableNameCut(api: ApiDocument): Iterable<Hit> {
  for (const { path, value } of headerValues(api)) {
    if (!/\$tyk_context\.jwt_claims_[\w.-]*:\/\//.test(value)) continue;
    yield {
      path,
      message: 'The name of a variable ends before the colon, so this claim cannot be put into a header.',
    };
  }
}

export function* metaOfFirstRequest(api: ApiDocument): Iterable<Hit> {
  if (!judgesJwts(api)) return;
  for (const { path, value } of headerValues(api)) {
    if (!value.includes('$tyk_meta.') || /\$tyk_meta\.TykJWTSessionID(?![\w.-])/.test(value)) continue;
    yield {
      path,
      message:
        'On the first request of a session the policies’ meta data is not there yet, and the header is sent without it.',
    };
  }
}
