import { expect, test } from 'vitest';
import { parseUrl, urlText } from '../../src/go/whole-url';
import { wholeUrls } from './cases/url';

test.each(wholeUrls)('reads the URL %j as Go does', (url, ...wanted) => {
  const parsed = parseUrl(url);
  if (!parsed.ok) {
    expect([`! ${parsed.error}`]).toEqual(wanted);
    return;
  }
  const { scheme, opaque, host, path, query } = parsed.value;
  expect([scheme, opaque, host, path, query, urlText({ scheme, host, path })]).toEqual(wanted);
});
