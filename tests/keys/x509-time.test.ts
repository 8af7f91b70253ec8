import { expect, test } from 'vitest';
import { isGeneralizedTime, isUtcTime } from '../../src/keys/x509-time';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each(['250101000000Z', '2501010000Z', '250101000000+0100', '250101000000-2400', '240229000000Z', '690101000000Z'])(
  'takes %s for a UTCTime',
  (text) => {
    expect(isUtcTime(bytes(text))).toBe(true);
  },
);

test.each([
  '250101000000+0000',
  '250101000000+2500',
  '250101000000+0060',
  '250229000000Z',
  '251301000000Z',
  '250100000000Z',
  '250101240000Z',
  '250101006000Z',
  '250101000060Z',
  '250101000000.5Z',
  '250101000000',
  '20250101000000Z',
  '',
  `${'1'.repeat(40)}Z`,
])('does not take "%s" for a UTCTime', (text) => {
  expect(isUtcTime(bytes(text))).toBe(false);
});

test('takes a GeneralizedTime only with seconds and without fractions', () => {
  expect(isGeneralizedTime(bytes('20000229235959Z'))).toBe(true);
  expect(isGeneralizedTime(bytes('00000101000000+0130'))).toBe(true);
  expect(isGeneralizedTime(bytes('19000229000000Z'))).toBe(false);
  expect(isGeneralizedTime(bytes('202501010000Z'))).toBe(false);
  expect(isGeneralizedTime(bytes('20250101000000.5Z'))).toBe(false);
});
