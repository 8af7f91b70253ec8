import { expect, test } from 'vitest';
import { readMessage } from '../../../src/repair/causes/read-message';
import { understood } from '../../../src/ui/explain/understood';

const said = (text: string): readonly string[] => understood(readMessage(text));

test('says what was read of an answer and of a log', () => {
  expect(
    said('HTTP/1.1 403 Forbidden\n\n{"error": "Quota exceeded"}\nlevel=info msg="Key quota limit exceeded."'),
  ).toEqual(['status 403', 'text “Quota exceeded”', '1 log line']);
  expect(said('level=info msg=a\nlevel=error msg=b')).toEqual(['2 log lines']);
});

test('says that a request with a token was read, and that a connection was cut', () => {
  const command = "curl http://gw/orders/get -H 'Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2ln'";
  expect(said(`${command}\ncurl: (52) Empty reply from server`)).toEqual([
    'a connection that was cut',
    'request GET /orders/get with a token',
  ]);
});

test('cuts a long text, and says nothing of nothing', () => {
  expect(said(`{"error": "${'long '.repeat(100)}"}`)[0]?.length).toBeLessThan(110);
  expect(said('')).toEqual([]);
});
