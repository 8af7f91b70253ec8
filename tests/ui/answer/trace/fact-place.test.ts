import { expect, test } from 'vitest';
import { completePlace, placeName, readableFact, routedApi } from '../../../../src/ui/answer/trace/fact-place';
import { apiId, Scene } from '../../../gateway/build';

const at = Date.UTC(2026, 8, 21, 14, 13, 20);
const seconds = at / 1000;

test('knows the API that a request was routed to', async () => {
  expect(routedApi((await new Scene().askAs()).trace)).toBe(apiId);
  expect(routedApi((await new Scene().ask(null, '/b/')).trace)).toBeUndefined();
});

test('completes places of the API alone, and only those without an id', async () => {
  const { trace } = await new Scene().askAs();
  expect(completePlace({ document: 'api', path: ['name'] }, trace)).toEqual({
    document: 'api',
    id: apiId,
    path: ['name'],
  });
  const other = { document: 'api', id: 'other', path: [] } as const;
  expect(completePlace(other, trace)).toBe(other);
  const claim = { document: 'token payload', path: ['exp'] } as const;
  expect(completePlace(claim, trace)).toBe(claim);
});

test('leaves a place as it is when no API was reached', async () => {
  const place = { document: 'api', path: ['name'] } as const;
  expect(completePlace(place, (await new Scene().ask(null, '/b/')).trace)).toBe(place);
});

test('names places', () => {
  expect(placeName({ document: 'policy', id: 'gold', path: [] })).toBe('policy gold');
  expect(placeName({ document: 'token payload', path: ['exp'] })).toBe('token payload');
});

test('tells times of claims as times of the day, beside their number', () => {
  const rule = `now − skew < exp · ${String(seconds)} < ${String(seconds - 60)}`;
  const fact = readableFact({ name: 'exp', value: String(seconds - 60), rule }, at);
  expect(fact.value).toMatch(new RegExp(`^\\d\\d:\\d\\d:20 \\(${String(seconds - 60)}\\)$`));
  expect(fact.rule).toMatch(/^now − skew < exp · \d\d:\d\d:20 < \d\d:\d\d:20$/);
});

test('leaves other numbers, and times that are none, alone', () => {
  expect(readableFact({ name: 'key', value: '1790000000', rule: '1790000000' }, at)).toEqual({
    value: '1790000000',
    rule: '1790000000',
  });
  expect(readableFact({ name: 'exp', value: '1790000000000' }, at)).toEqual({ value: '1790000000000', rule: '' });
});
