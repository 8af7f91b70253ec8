/**
 * Custom rules for claims: a path must parse as one syntax and is looked up in another (behaviour 5.8).
 */
import { acceptsPath } from '../../go/jsonpath';
import type { JsonValue } from '../../go/json';
import type { CustomClaimRule } from '../../gateway/definition/oas';
import type { JsonPath } from '../json-edit';
import { judgesJwts } from './authentication';
import { type ApiDocument, valueAt } from './document';
import type { Fix, Hit } from './finding';
import { quoted } from './key-source';
import { fix, inScheme, set } from './place';

interface Rule extends CustomClaimRule {
  readonly name: string;
  readonly path: JsonPath;
}

function rulesOf(api: ApiDocument): readonly Rule[] {
  if (!judgesJwts(api)) return [];
  const rules = Object.entries(api.oas?.jwtScheme?.customClaimValidation ?? {});
  return rules.map(([name, rule]) => ({ ...rule, name, path: inScheme(api, 'customClaimValidation', name) }));
}

/** The rule under another path. */
function renamed(api: ApiDocument, { path, name }: Rule, to: string): readonly Fix[] {
  const written = valueAt(api.json, path);
  if (name.includes('://')) return [];
  const other = [...path.slice(0, -1), to];
  if (written === undefined || to === name || !acceptsPath(to) || valueAt(api.json, other) !== undefined) return [];
  return [fix(`Write ${to}`, set(api, path, undefined), set(api, other, written))];
}

/** The path as it should be where it was written as JSONPath or as a JSON pointer. */
function plainPath(name: string): string {
  return name
    .trim()
    .replace(/^(\$\.?|\/)/, '')
    .replace(/\['([^']*)'\]|\["([^"]*)"\]/g, (_, single?: string, double?: string) => `.${single ?? double ?? ''}`)
    .replace(/\[(\d+)\]/g, '.$1')
    .replaceAll('/', '.')
    .replace(/^\./, '');
}

export function* claimPathInvalid(api: ApiDocument): Iterable<Hit> {
  for (const rule of rulesOf(api)) {
    if (acceptsPath(rule.name)) continue;
    yield {
      path: rule.path,
      message: `${quoted(rule.name)} is no valid claim path, so every token is refused with 401, even if the rule is nonBlocking.`,
      fixes: renamed(api, rule, plainPath(rule.name)),
    };
  }
}

export function* claimPathSurprising(api: ApiDocument): Iterable<Hit> {
  for (const rule of rulesOf(api)) {
    const { name, path } = rule;
    if (!acceptsPath(name)) continue;
    const reason = name.includes('[')
      ? 'Brackets are taken for a part of the name: for an item of a list write its number after a dot.'
      : /^\.|\.\.|^\*?$/.test(name) && name !== '*'
        ? 'An empty part finds nothing.'
        : /[*?]/.test(name)
          ? 'It is a pattern: the first claim whose name fits it counts.'
          : name.includes('|')
            ? 'The bar means the same as a dot, never a name with a bar.'
            : null;
    if (reason === null) continue;
    yield {
      path,
      message: `${quoted(name)} is not read as JSONPath. ${reason}`,
      fixes: name.includes('[') ? renamed(api, rule, plainPath(name)) : [],
    };
  }
}

const types: readonly string[] = ['required', 'exact_match', 'contains'];

export function* claimTypeUnknown(api: ApiDocument): Iterable<Hit> {
  for (const { type, path } of rulesOf(api)) {
    if (types.includes(type)) continue;
    const simple = type.toLowerCase().replace(/[^a-z]/g, '');
    const meant =
      types.find((one) => one.replace('_', '') === simple) ?? (simple.startsWith('exact') ? 'exact_match' : null);
    const written = type === '' ? 'It has no type' : `${quoted(type)} is no type`;
    yield {
      path: [...path, 'type'],
      message: `${written} of rule (${types.join(', ')}), so the claim only has to be there, whatever its value.`,
      fixes: meant === null ? [] : [fix(`Write ${meant}`, set(api, [...path, 'type'], meant))],
    };
  }
}

function* unmeetable(api: ApiDocument, nonBlocking: boolean, effect: string): Iterable<Hit> {
  for (const rule of rulesOf(api)) {
    if (rule.nonBlocking !== nonBlocking || (rule.allowedValues ?? []).length > 0) continue;
    if (rule.type !== 'exact_match' && rule.type !== 'contains') continue;
    const path = [...rule.path, 'allowedValues'];
    yield {
      path,
      message: `${rule.type} without allowedValues is never met, ${effect}`,
      fixes: [fix('Ask only that the claim is there', set(api, [...rule.path, 'type'], 'required'))],
    };
  }
}

export function claimNeverMet(api: ApiDocument): Iterable<Hit> {
  return unmeetable(api, false, 'so every token is refused with 401.');
}

export function claimAlwaysWarned(api: ApiDocument): Iterable<Hit> {
  return unmeetable(api, true, 'so every token writes a warning to the log.');
}

export function* allowedValuesUnread(api: ApiDocument): Iterable<Hit> {
  for (const { type, allowedValues, path } of rulesOf(api)) {
    if (type !== 'required' || (allowedValues ?? []).length === 0) continue;
    yield {
      path: [...path, 'allowedValues'],
      message: 'required does not look at allowedValues: any value but null passes.',
      fixes: [
        fix('Compare the value', set(api, [...path, 'type'], 'exact_match')),
        fix('Take allowedValues away', set(api, [...path, 'allowedValues'], undefined)),
      ],
    };
  }
}

export function* containsTakesLast(api: ApiDocument): Iterable<Hit> {
  for (const { type, allowedValues, path } of rulesOf(api)) {
    const values = allowedValues ?? [];
    if (type !== 'contains' || values.length < 2 || values.every((value) => typeof value === 'string')) continue;
    yield {
      path: [...path, 'allowedValues'],
      message: 'A claim that is a number or a boolean is compared with the last allowed value only.',
      fixes: [fix('Compare with all of them (exact_match)', set(api, [...path, 'type'], 'exact_match'))],
    };
  }
}

function isTextOfOther(value: JsonValue): boolean {
  return typeof value === 'string' && /^(true|false|null|-?\d+(\.\d+)?)$/.test(value);
}

export function* allowedTextOfNumber(api: ApiDocument): Iterable<Hit> {
  for (const { type, allowedValues, path } of rulesOf(api)) {
    const at = (allowedValues ?? []).findIndex(isTextOfOther);
    if (at === -1 || type !== 'exact_match') continue;
    yield {
      path: [...path, 'allowedValues', at],
      message: 'Types count: this text does not equal the number or the boolean that it looks like.',
    };
  }
}

export function* requiredIsWeak(api: ApiDocument): Iterable<Hit> {
  for (const { type, allowedValues, path } of rulesOf(api)) {
    if (type !== 'required' || (allowedValues ?? []).length > 0) continue;
    yield { path: [...path, 'type'], message: 'Any value but null passes: "", 0, false, [] and {} too.' };
  }
}
