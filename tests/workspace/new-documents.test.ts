import { expect, test } from 'vitest';
import { answerAdmin } from '../../src/gateway/admin/admin';
import { emptyCatalogue } from '../../src/gateway/admin/catalogue';
import { Gateway } from '../../src/gateway/gateway';
import { settings } from '../../src/gateway/settings';
import { guideHmacWorkspace } from '../../src/scenarios/guide-hmac';
import { readApi, readPolicy } from '../../src/workspace/documents';
import { titleOf } from '../../src/workspace/document-title';
import {
  copyOf,
  idFromName,
  idsOf,
  newClassicApi,
  newOasApi,
  newPolicy,
  organizationOf,
} from '../../src/workspace/new-documents';
import { newDocument, type DocumentKind, type Workspace } from '../../src/workspace/workspace';

const api = { id: 'my-orders', organization: 'acme', name: 'My Orders', upstream: 'http://httpbin.org' };

const silent = {
  now: () => 0,
  wait: () => Promise.resolve(),
  random: (bytes: number) => new Uint8Array(bytes),
  fetchKeySet: () => Promise.resolve({ kind: 'failed', error: '' } as const),
  upstream: () => Promise.resolve({ kind: 'failed', error: '' } as const),
};

test('makes APIs and policies that the admin API takes', () => {
  const post = (path: string, body: string) =>
    answerAdmin(new Gateway(silent), emptyCatalogue(), { method: 'POST', path, body, secret: settings.secret }).response
      ?.status;
  expect(post('/tyk/apis', newClassicApi(api))).toBe(200);
  expect(post('/tyk/apis/oas', newOasApi(api))).toBe(200);
  expect(post('/tyk/policies', newPolicy('gold', 'Gold', 'acme'))).toBe(200);
});

test('begins an API open to everyone, under a listen path of its own, alike in both forms', () => {
  for (const text of [newClassicApi(api), newOasApi(api)]) {
    const read = readApi(text);
    if (!read.ok) throw new Error(read.error);
    const { api_id, org_id, name, use_keyless, proxy } = read.value.definition;
    expect({ api_id, org_id, name, use_keyless }).toEqual({
      api_id: 'my-orders',
      org_id: 'acme',
      name: 'My Orders',
      use_keyless: true,
    });
    expect([proxy.listen_path, proxy.strip_listen_path, proxy.target_url]).toEqual(['/my-orders/', true, api.upstream]);
  }
});

test('makes ids from names that no other has', () => {
  expect(idFromName('My Orders (v2)!', [])).toBe('my-orders-v2');
  expect(idFromName('Über', [])).toBe('u-ber');
  expect(idFromName('日本', [])).toBe('new');
  expect(idFromName('Gold', ['gold', 'gold-2'])).toBe('gold-3');
});

function withCopy(workspace: Workspace, kind: DocumentKind): Workspace {
  const last = workspace[kind].at(-1);
  if (last === undefined) throw new Error('there is nothing to copy');
  return { ...workspace, [kind]: [...workspace[kind], newDocument(copyOf(workspace, kind, last))] };
}

test('copies documents under names, ids and paths of their own', () => {
  const guide = guideHmacWorkspace();
  const twice = withCopy(withCopy(withCopy(withCopy(guide, 'apis'), 'apis'), 'policies'), 'policies');
  expect(idsOf(twice, 'apis')).toEqual(['orders', 'orders-copy', 'orders-copy-2']);
  expect(twice.policies.map((each) => titleOf('policies', each).title)).toEqual([
    'Gold',
    'Gold (copy)',
    'Gold (copy 2)',
  ]);
  const paths = twice.apis.map(({ draft }) => {
    const read = readApi(draft);
    return read.ok ? read.value.definition.proxy.listen_path : read.error;
  });
  expect(paths).toEqual(['/orders/', '/orders-copy/', '/orders-copy-2/']);
  const last = readPolicy(twice.policies.at(-1)?.draft ?? '');
  expect(last.ok && last.value.access_rights).toHaveProperty('orders');
});

test('copies a Tyk OAS document by its own members', () => {
  const workspace = { ...guideHmacWorkspace(), apis: [newDocument(newOasApi(api))] };
  const copied = withCopy(workspace, 'apis').apis.at(-1);
  expect(copied === undefined ? null : titleOf('apis', copied)).toEqual({
    title: 'My Orders (copy)',
    id: 'my-orders-copy',
  });
});

test('stays in the organization that is there', () => {
  const guide = guideHmacWorkspace();
  expect(organizationOf(guide)).toBe('default');
  expect(organizationOf({ ...guide, apis: [newDocument(newOasApi(api))] })).toBe('acme');
  expect(organizationOf({ ...guide, apis: [], policies: [newDocument(newPolicy('a', 'A', 'acme'))] })).toBe('acme');
  expect(organizationOf({ ...guide, apis: [], policies: [] })).toBe('default');
});

test('calls a document by its name, else its id, else nothing, whatever its text is', () => {
  const title = (kind: DocumentKind, text: string) => titleOf(kind, newDocument(text));
  expect(title('apis', '{"name": "A", "api_id": "a"}')).toEqual({ title: 'A', id: 'a' });
  expect(title('policies', '{"id": "p"}')).toEqual({ title: 'p', id: 'p' });
  expect(title('apis', '{"name": 5, ')).toEqual({ title: 'Untitled', id: '' });
  expect(title('apis', '')).toEqual({ title: 'Untitled', id: '' });
});
