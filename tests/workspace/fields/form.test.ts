import { expect, test } from 'vitest';
import {
  controlOf,
  spotOf,
  switchAt,
  tykName,
  type DocumentForm,
  type Field,
} from '../../../src/workspace/fields/field';
import { fieldFinder, isMatch, sectionsOf, summaryOf } from '../../../src/workspace/fields/form';
import { put, setNumber, setText } from '../../../src/workspace/fields/member';
import { readApi, readPolicy } from '../../../src/workspace/documents';
import { memberAt, type JsonPath } from '../../../src/workspace/json-edit';
import { guideClassic, guideOas, guidePolicy } from './documents';

const texts: Record<DocumentForm, string> = { classic: guideClassic, oas: guideOas, policy: guidePolicy };

function fieldsOf(form: DocumentForm): readonly Field[] {
  return sectionsOf(texts[form], form).flatMap(({ fields }) => fields);
}

function fieldNamed(form: DocumentForm, name: string): Field {
  const found = fieldsOf(form).find((field) => field.name === name);
  if (found === undefined) throw new Error(`The form ${form} has no field ${name}.`);
  return found;
}

function pathOf(form: DocumentForm, name: string, text = texts[form]): JsonPath {
  return spotOf(fieldNamed(form, name), form)?.path(text) ?? [];
}

/** A value that a person could give a field, as the document then has it. */
function filled(field: Field, form: DocumentForm): { readonly text: string; readonly value: unknown } | null {
  const spot = spotOf(field, form);
  const text = texts[form];
  if (spot === undefined) return null;
  const path = spot.path(text);
  const control = controlOf(field, form);
  switch (control.kind === 'part' ? control.part : control.kind) {
    case 'text':
    case 'choice':
    case 'listen path':
      return { text: setText(text, path, '90s'), value: '90s' };
    case 'number':
      return { text: setNumber(text, path, '90'), value: 90 };
    case 'switch': {
      const value = !switchAt(text, spot) !== (spot.negated ?? false);
      return { text: put(text, path, value), value };
    }
    default:
      return null;
  }
}

test('has no two fields of one name, and a line of help for each', () => {
  for (const form of ['classic', 'oas', 'policy'] as const) {
    const fields = fieldsOf(form);
    expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
    expect(fields.filter(({ help }) => help === '' || help.includes('\n'))).toEqual([]);
  }
});

test('puts what is typed into a policy where the gateway reads it', () => {
  const tried = fieldsOf('policy').flatMap((field) => {
    const made = filled(field, 'policy');
    if (made === null) return [];
    const read = readPolicy(made.text);
    expect(read.ok, field.name).toBe(true);
    if (read.ok)
      expect(memberAt(JSON.stringify(read.value), pathOf('policy', field.name)), field.name).toBe(made.value);
    return [field.name];
  });
  expect(tried.length).toBeGreaterThan(15);
});

/** Durations of a Tyk OAS document, which its classic definition has in seconds. */
const durations = new Set(['api-rate-period', 'session-lifetime']);

test('puts what is typed into a definition where the gateway reads it, in both forms of it', () => {
  const tried: string[] = [];
  for (const field of fieldsOf('classic')) {
    const classic = filled(field, 'classic');
    if (classic === null) continue;
    const path = pathOf('classic', field.name);
    const read = readApi(classic.text);
    if (!read.ok) throw new Error(`${field.name}: ${read.error}`);
    expect(memberAt(JSON.stringify(read.value.definition), path), field.name).toBe(classic.value);

    const oas = filled(field, 'oas');
    if (oas === null) continue;
    const lifetime = ['x-tyk-api-gateway', 'server', 'authentication', 'customKeyLifetime', 'enabled'];
    const readOas = readApi(field.name.startsWith('session-') ? put(oas.text, lifetime, true) : oas.text);
    if (!readOas.ok) throw new Error(`${field.name}: ${readOas.error}`);
    const value = memberAt(JSON.stringify(readOas.value.definition), path);
    const wanted = durations.has(field.name) ? 90 : oas.value;
    // A switch that one form has the other way round still means the same.
    const negated = spotOf(field, 'classic')?.negated !== spotOf(field, 'oas')?.negated;
    expect(value, field.name).toBe(negated ? !wanted : wanted);
    tried.push(field.name);
  }
  expect(tried).toEqual(
    expect.arrayContaining(['listen-path', 'signing-method', 'expiry-skew', 'skip-kid', 'api-rate']),
  );
  expect(tried.length).toBeGreaterThan(20);
});

test('names the paths of a JWT scheme by the name that the document gives it', () => {
  expect(pathOf('oas', 'policy-field')).toEqual([
    'x-tyk-api-gateway',
    'server',
    'authentication',
    'securitySchemes',
    'guideJwt',
    'policyFieldName',
  ]);
  expect(tykName(pathOf('oas', 'policy-field'))).toBe('policyFieldName');
  expect(tykName(pathOf('oas', 'listen-path'))).toBe('server.listenPath.value');
  expect(tykName(pathOf('classic', 'listen-path'))).toBe('proxy.listen_path');
});

test('keeps what it does not know, its order, and large numbers, whatever is typed', () => {
  const strange = '"x_plugin": { "limit": 12345678901234567890, "list": [ 1,2 ] },\n    ';
  for (const form of ['classic', 'oas', 'policy'] as const) {
    const text = texts[form].replace('{', `{\n    ${strange}"_b": null, "_a": 1e400,`);
    for (const field of fieldsOf(form)) {
      const spot = spotOf(field, form);
      if (spot === undefined || field.control.kind !== 'text') continue;
      const changed = setText(text, spot.path(text), 'changed');
      expect(changed).toContain(strange.trim());
      expect(changed).toContain('"_b": null, "_a": 1e400,');
      expect(memberAt(changed, spot.path(changed))).toBe('changed');
    }
  }
});

test('finds a member in whatever letter case it is written, as the gateway does', () => {
  const text = texts.classic.replace('"jwt_signing_method"', '"JWT_Signing_Method"');
  expect(pathOf('classic', 'signing-method', text)).toEqual(['JWT_Signing_Method']);
});

test('edits the deprecated scope fields while a definition uses them alone', () => {
  const old = put(texts.classic, ['jwt_scope_claim_name'], 'roles');
  expect(pathOf('classic', 'scope-claim', old)).toEqual(['jwt_scope_claim_name']);
  expect(pathOf('classic', 'scope-mapping', old)).toEqual(['jwt_scope_to_policy_mapping']);
  const both = put(old, ['scopes', 'jwt', 'scope_claim_name'], 'scp');
  expect(pathOf('classic', 'scope-claim', both)).toEqual(['scopes', 'jwt', 'scope_claim_name']);
});

test('shows fields about JWTs only where JWTs are judged, and claim rules only in Tyk OAS', () => {
  const titles = (text: string, form: DocumentForm): string[] => sectionsOf(text, form).map(({ title }) => title);
  const open = put(texts.classic, ['use_keyless'], true);
  expect(titles(open, 'classic')).not.toContain('Clock skew');
  expect(titles(texts.classic, 'classic')).toContain('Clock skew');
  const rules = (form: DocumentForm) => sectionsOf(texts[form], form).find(({ title }) => title === 'Claim validation');
  expect(rules('classic')?.fields).toEqual([]);
  expect(rules('oas')?.fields.map(({ name }) => name)).toEqual([
    'allowed-issuers',
    'allowed-audiences',
    'allowed-subjects',
    'jti-required',
    'claim-rules',
  ]);
});

test('finds the field that shows a place, by the longest path that leads to it', () => {
  const nameAt = (form: DocumentForm, path: JsonPath): string | undefined =>
    fieldFinder(sectionsOf(texts[form], form), form, texts[form])(path)?.field.name;
  expect(nameAt('classic', ['jwt_source'])).toBe('key-source');
  expect(nameAt('classic', ['scopes', 'jwt', 'scope_to_policy', 'admin'])).toBe('scope-mapping');
  expect(nameAt('classic', ['version_data', 'not_versioned'])).toBe('versions');
  expect(nameAt('classic', ['version_data', 'versions', 'Default', 'paths', 'ignored', '0'])).toBe('path-lists');
  expect(nameAt('classic', ['auth_configs', 'jwt', 'param_name'])).toBe('token-places');
  expect(nameAt('oas', ['components', 'securitySchemes', 'guideJwt', 'bearerFormat'])).toBe('authentication-mode');
  expect(nameAt('policy', ['access_rights', 'orders', 'allowed_urls', '0', 'url'])).toBe('access-rights');
  expect(nameAt('classic', ['CORS', 'enable'])).toBeUndefined();
  expect(nameAt('classic', ['proxy'])).toBeUndefined();
});

test('finds a field by the words of its label, its help and Tyk’s name', () => {
  const names = (words: string): string[] =>
    fieldsOf('classic').flatMap((field) => (isMatch(field, 'classic', texts.classic, words) ? [field.name] : []));
  expect(names('skew')).toEqual(['expiry-skew', 'issued-at-skew', 'not-before-skew']);
  expect(names('JWT_Source')).toEqual(['key-source']);
  expect(names('target url')).toEqual(['upstream-url']);
  expect(names('no such words')).toEqual([]);
});

test('says in a line what a closed section has', () => {
  const summary = (form: DocumentForm, title: string, text = texts[form]): string => {
    const section = sectionsOf(text, form).find((each) => each.title === title);
    return section === undefined ? 'no section' : summaryOf(section, form, text);
  };
  expect(summary('policy', 'Limits and quota')).toBe('rate 1000 · per 60 · quota -1 · renewed after 3600');
  expect(summary('classic', 'Clock skew')).toBe('');
  expect(summary('classic', 'Token location')).toBe('header Authorization');
  expect(summary('classic', 'Versions and paths')).toBe('');
  expect(summary('policy', 'Access rights')).toBe('1 API');
  const text = put(put(texts.classic, ['jwt_skip_kid'], true), ['idp_client_id_mapping_disabled'], true);
  expect(summary('classic', 'More of JWT', text)).toBe('kid ignored · client mapping off');
});
