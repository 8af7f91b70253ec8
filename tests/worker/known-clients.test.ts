import { expect, test } from 'vitest';
import { rememberClients } from '../../src/worker/known-clients';

function browserWith(ids: readonly string[]) {
  const asked: string[] = [];
  const clients = {
    get: (id: string): Promise<{ id: string } | undefined> => {
      asked.push(id);
      return Promise.resolve(ids.includes(id) ? { id } : undefined);
    },
  };
  return { asked, clients };
}

test('the browser is asked for a page once', async () => {
  const { asked, clients } = browserWith(['a', 'b']);
  rememberClients(clients);
  const first = await clients.get('a');
  expect(first).toEqual({ id: 'a' });
  expect(await clients.get('a')).toBe(first);
  expect(await clients.get('b')).toEqual({ id: 'b' });
  expect(asked).toEqual(['a', 'b']);
});

test('a page that is not there yet is asked for again', async () => {
  const { asked, clients } = browserWith([]);
  rememberClients(clients);
  expect(await clients.get('a')).toBeUndefined();
  expect(await clients.get('a')).toBeUndefined();
  expect(asked).toEqual(['a', 'a']);
});
