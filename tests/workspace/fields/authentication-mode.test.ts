import { expect, test } from 'vitest';
import { readApi } from '../../../src/workspace/documents';
import {
  authenticationModeOf,
  judgesJwts,
  withAuthenticationMode,
  type AuthenticationMode,
} from '../../../src/workspace/fields/authentication-mode';
import { put } from '../../../src/workspace/fields/member';
import { memberAt } from '../../../src/workspace/json-edit';
import { newClassicApi, newOasApi } from '../../../src/workspace/new-documents';
import { guideClassic, guideOas } from './documents';

const api = { id: 'orders', organization: 'default', name: 'Orders', upstream: 'http://httpbin.org' };
const chosen: readonly AuthenticationMode[] = ['jwt', 'token', 'jwt and token', 'open'];

test('takes every mode and reads it back as the gateway does, from every other one, in both forms', () => {
  for (const [form, begin] of [
    ['classic', newClassicApi(api)],
    ['oas', newOasApi(api)],
    ['classic', guideClassic],
    ['oas', guideOas],
  ] as const) {
    let text = begin;
    for (const mode of [...chosen, ...chosen.toReversed(), ...chosen]) {
      text = withAuthenticationMode(text, form, mode);
      expect(authenticationModeOf(text)).toBe(mode);
      const read = readApi(text);
      if (!read.ok) throw new Error(read.error);
      const { use_keyless, enable_jwt, use_standard_auth } = read.value.definition;
      expect(use_keyless).toBe(mode === 'open');
      if (mode !== 'open') {
        expect(enable_jwt).toBe(mode !== 'token');
        expect(use_standard_auth).toBe(mode !== 'jwt');
      }
    }
  }
});

test('begins JWT with the guide’s identity and policy claims, and leaves the signing method to be chosen', () => {
  const classic = withAuthenticationMode(newClassicApi(api), 'classic', 'jwt');
  expect(memberAt(classic, ['jwt_identity_base_field'])).toBe('sub');
  expect(memberAt(classic, ['jwt_policy_field_name'])).toBe('pol');
  expect(memberAt(classic, ['jwt_signing_method'])).toBeUndefined();
});

test('leaves JWT settings as they are when JWT goes and comes back', () => {
  const away = withAuthenticationMode(guideClassic, 'classic', 'open');
  expect(memberAt(away, ['jwt_source'])).toBe('dHlrMTIz');
  const back = withAuthenticationMode(put(away, ['jwt_policy_field_name'], undefined), 'classic', 'jwt');
  expect(memberAt(back, ['jwt_policy_field_name'])).toBeUndefined();
});

test('writes component, requirement and settings of a new JWT scheme together', () => {
  const text = withAuthenticationMode(newOasApi(api), 'oas', 'jwt');
  expect(memberAt(text, ['components', 'securitySchemes'])).toEqual({
    jwtAuth: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  });
  expect(memberAt(text, ['security'])).toEqual([{ jwtAuth: [] }]);
  expect(memberAt(text, ['x-tyk-api-gateway', 'server', 'authentication'])).toEqual({
    enabled: true,
    securitySchemes: {
      jwtAuth: {
        enabled: true,
        header: { enabled: true, name: 'Authorization' },
        identityBaseField: 'sub',
        policyFieldName: 'pol',
      },
    },
  });
});

test('mends a scheme that the gateway does not take, when JWT is chosen', () => {
  const lower = put(guideOas, ['components', 'securitySchemes', 'guideJwt', 'bearerFormat'], 'jwt');
  expect(authenticationModeOf(lower)).toBe('token');
  expect(judgesJwts(withAuthenticationMode(lower, 'oas', 'jwt'))).toBe(true);
  const unasked = put(guideOas, ['security'], undefined);
  expect(judgesJwts(unasked)).toBe(false);
  const mended = withAuthenticationMode(unasked, 'oas', 'jwt');
  expect(memberAt(mended, ['security'])).toEqual([{ guideJwt: [] }]);
});

test('knows a mode that it does not offer, and changes nothing for it', () => {
  const basic = put(put(guideClassic, ['enable_jwt'], false), ['use_basic_auth'], true);
  expect(authenticationModeOf(basic)).toBe('other');
  expect(withAuthenticationMode(basic, 'classic', 'other')).toBe(basic);
  expect(memberAt(withAuthenticationMode(basic, 'classic', 'jwt'), ['use_basic_auth'])).toBe(false);
});

test('reads a mode as typed where the gateway cannot read the definition', () => {
  expect(authenticationModeOf(put(guideClassic, ['jwt_expires_at_validation_skew'], -5))).toBe('jwt');
});
