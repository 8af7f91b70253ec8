import { expect, test } from 'vitest';
import { contentTypeOf, withContentType } from '../../../../src/ui/answer/request/content-type';

const accept = { name: 'Accept', value: '*/*', on: true };
const xml = { name: 'content-type', value: 'text/xml', on: true };

test('reads the first Content-Type that is sent', () => {
  expect(contentTypeOf([])).toBe('');
  expect(contentTypeOf([{ ...xml, on: false }, accept])).toBe('');
  expect(contentTypeOf([accept, xml, { ...xml, value: 'b' }])).toBe('text/xml');
});

test('adds one, replaces the one that is there in its place, and takes all away', () => {
  const json = { name: 'Content-Type', value: 'application/json', on: true };
  expect(withContentType([accept], 'application/json')).toEqual([accept, json]);
  expect(withContentType([xml, accept, { ...xml, on: false }], 'application/json')).toEqual([json, accept]);
  expect(withContentType([xml, accept], '')).toEqual([accept]);
});
