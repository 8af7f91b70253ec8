/**
 * Rules for single claims of a Tyk OAS API: `customClaimValidation` (behaviour.md 5.8).
 */
import { memberAt, type JsonPath } from '../json-edit';
import type { Choice } from './field';
import { schemePath } from './jwt-scheme';
import { append, isOn, lengthAt, namesAt, put, textAt } from './member';
import { typedJson, valueOfTyped } from './pairs';

/** A rule as it stands in the document. */
export interface ClaimRule {
  /** The claim's path, which is the rule's name. */
  readonly claim: string;
  readonly type: string;
  /** As a person types them. */
  readonly allowed: readonly string[];
  readonly nonBlocking: boolean;
  readonly path: JsonPath;
}

/** The types that the gateway knows; any other checks only that the claim is there. */
export const ruleTypes: readonly Choice[] = [
  { value: 'required', label: 'required' },
  { value: 'exact_match', label: 'exact_match: equal to one of' },
  { value: 'contains', label: 'contains: holds one of' },
];

/** Where the rules stand. */
export function claimRulesPath(text: string): JsonPath {
  return schemePath(text, 'customClaimValidation');
}

/** The rules, in the order of the text. */
export function readClaimRules(text: string): readonly ClaimRule[] {
  const base = claimRulesPath(text);
  return namesAt(text, base).map((claim) => {
    const path = [...base, claim];
    const allowed = Array.from({ length: lengthAt(text, [...path, 'allowedValues']) }, (_, index) =>
      typedJson(memberAt(text, [...path, 'allowedValues', index])),
    );
    return {
      claim,
      type: textAt(text, [...path, 'type']),
      allowed,
      nonBlocking: isOn(text, [...path, 'nonBlocking']),
      path,
    };
  });
}

/** The document with a rule more: the claim must be there. */
export function addClaimRule(text: string, claim: string): string {
  return put(text, [...claimRulesPath(text), claim], { type: 'required' });
}

/** The document with an allowed value of a rule changed, or with one behind the last. */
export function setAllowedValue(text: string, rule: ClaimRule, index: number, typed: string): string {
  const list = [...rule.path, 'allowedValues'];
  if (index >= rule.allowed.length) return append(text, list, valueOfTyped(typed));
  return put(text, [...list, index], valueOfTyped(typed));
}
