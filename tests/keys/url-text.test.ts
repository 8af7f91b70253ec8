import { expect, test } from 'vitest';
import { readUrl } from '../../src/keys/url-text';

test.each([
  ['https://u:p@a.test:8443/p?q#f', 'a.test:8443'],
  ['http://[fe80::1%25en0]:80/', '[fe80::1%en0]:80'],
  ['http://%e4.test/', '\xe4.test'],
  ['http://a:b:80/', 'a:b:80'],
  ['mailto:%zz', ''],
  ['./a:b', ''],
  ['*', ''],
  ['', ''],
])('reads %s', (text, host) => {
  expect(readUrl(text)).toEqual({ ok: true, host });
});

// What url.Parse of Go 1.26 says.
test.each([
  ['a b:c', 'parse "a b:c": first path segment in URL cannot contain colon'],
  [':x', 'parse ":x": missing protocol scheme'],
  ['a\u0001', 'parse "a\\x01": net/url: invalid control character in URL'],
  ['http://%zz/', 'parse "http://%zz/": invalid URL escape "%zz"'],
  ['http://%41.test', 'parse "http://%41.test": invalid URL escape "%41"'],
  ['http://a b/', 'parse "http://a b/": invalid character " " in host name'],
  ['http://a.test:8a', 'parse "http://a.test:8a": invalid port ":8a" after host'],
  ['http://u p@a.test', 'parse "http://u p@a.test": net/url: invalid userinfo'],
  ['http://a[::1]', 'parse "http://a[::1]": invalid IP-literal'],
  ['http://[1.2.3.4]', 'parse "http://[1.2.3.4]": invalid IP-literal'],
  ['http://[::1', 'parse "http://[::1": missing \']\' in host'],
  [
    'http://[1::2::3]',
    'parse "http://[1::2::3]": invalid host: ParseAddr("1::2::3"): multiple :: in address (at ":3")',
  ],
  ['http://[1:2:3]', 'parse "http://[1:2:3]": invalid host: ParseAddr("1:2:3"): address string too short'],
  ['a#%4', 'parse "a#%4": invalid URL escape "%4"'],
])('refuses %s', (text, error) => {
  expect(readUrl(text)).toEqual({ ok: false, error });
});
