import { cleanPath } from '../../go/url';
import { joinTarget, splitTarget } from '../../workspace/request';
import { changeOf, type Change } from '../change';
import { inRequest } from '../edit';
import type { Refused } from '../refused';

const withPath = (path: string): Change =>
  changeOf(
    'request',
    `Ask for ${path}`,
    inRequest((request) => ({ ...request, path })),
  );

/** No listen path fits: the path behind each listen path. */
export function proposeRoute({ apis, situation }: Refused): readonly Change[] {
  const { path, pairs } = splitTarget(situation.workspace.request.path);
  return apis.flatMap(({ source }) => {
    const { listen_path: listen, strip_listen_path: strips } = source.definition.proxy;
    if (listen === '' || /[{ ]/.test(listen)) return [];
    const rest = path.toLowerCase().startsWith(listen.toLowerCase().replace(/\/$/, ''))
      ? path.slice(listen.replace(/\/$/, '').length)
      : strips
        ? path
        : '';
    return [withPath(joinTarget(`${listen.replace(/\/$/, '')}/${rest.replace(/^\/+/, '')}`, pairs))];
  });
}

/** The path is not clean: the gateway redirects to the one that is. */
export function proposeCleanPath({ situation }: Refused): readonly Change[] {
  const { path, pairs } = splitTarget(situation.workspace.request.path);
  let decoded = path;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    // The path is cleaned as it stands.
  }
  return [withPath(joinTarget(encodeURI(cleanPath(decoded)), pairs))];
}

/** The server cannot read the request: blanks in the path, and headers that are none, go. */
export function proposeReadable(): readonly Change[] {
  return [
    changeOf(
      'request',
      'Write the request so that a server can read it',
      inRequest((request) => ({
        ...request,
        method: request.method.replace(/[^!#$%&'*+\-.^_`|~\w]/g, '') || 'GET',
        path: encodeURI(request.path.replace(/%(?![0-9a-f]{2})/gi, '%25')).replace(/%25(?=[0-9a-f]{2})/gi, '%'),
        headers: request.headers.filter(
          ({ name, value }) =>
            /^[!#$%&'*+\-.^_`|~\w]+$/.test(name) && !/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value),
        ),
      })),
    ),
  ];
}

/** Too many bytes of headers: the largest ones are not sent. */
export function proposeFewerHeaders({ situation }: Refused): readonly Change[] {
  return situation.workspace.request.headers
    .filter(({ on, value }) => on && value.length > 10_000)
    .map(({ name }) =>
      changeOf(
        'request',
        `Send no header ${name}`,
        inRequest((request) => ({
          ...request,
          headers: request.headers.map((header) => (header.name === name ? { ...header, on: false } : header)),
        })),
      ),
    );
}
