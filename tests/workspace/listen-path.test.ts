import { expect, test } from 'vitest';
import { listeningApis } from '../../src/workspace/listen-path';
import { guideHmacWorkspace } from '../../src/scenarios/guide-hmac';
import { newDocument } from '../../src/workspace/workspace';

test('lists the APIs that can be read, as they are typed', () => {
  const guide = guideHmacWorkspace();
  const other = newDocument('{"api_id": "b", "name": "B", "proxy": {"listen_path": "/b/"}}');
  expect(listeningApis({ ...guide, apis: [newDocument('{'), ...guide.apis, other] })).toEqual([
    { id: 'orders', name: 'Orders', path: '/orders/' },
    { id: 'b', name: 'B', path: '/b/' },
  ]);
});
