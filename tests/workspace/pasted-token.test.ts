import { expect, test } from 'vitest';
import { readPasted } from '../../src/workspace/pasted-token';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1MSJ9.c2ln';

test('takes a token as it is, without a word', () => {
  expect(readPasted(token)).toEqual({ text: token, notes: [] });
  expect(readPasted(`  ${token}\n`)).toEqual({ text: token, notes: [] });
});

test.each([
  [`Bearer ${token}`, '“Bearer ” was left out: the request adds it.'],
  [`bearer  ${token}`, '“Bearer ” was left out: the request adds it.'],
  [`Authorization: Bearer ${token}`, 'It was taken out of an Authorization line.'],
  [`authorization:${token}`, 'It was taken out of an Authorization line.'],
  [`curl https://x.test -H "Authorization: Bearer ${token}" -v`, 'It was taken out of an Authorization line.'],
  [`"${token}"`, 'The quotation marks around it were left out.'],
  [`${token.slice(0, 20)}\n  ${token.slice(20)}`, 'Line breaks were left out.'],
  [`{"access_token": "${token}", "token_type": "Bearer"}`, 'It was taken out of a token endpoint’s answer.'],
])('finds the token in %j and says so', (typed, note) => {
  expect(readPasted(typed)).toEqual({ text: token, notes: [note] });
});

test('tells each thing that was around it', () => {
  expect(readPasted(`"Bearer ${token}"`).notes).toHaveLength(2);
});

test.each(['not a token', 'a b.c.d', 'Bearer', '{"sub": "u1"}', ''])('leaves %j for the gateway to judge', (typed) => {
  expect(readPasted(typed)).toEqual({ text: typed, notes: [] });
});
