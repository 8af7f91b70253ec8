/**
 * The form of a document: its sections, which field shows a place, and what a closed section says of itself.
 */
import { memberAt, type JsonPath } from '../json-edit';
import { readAccess } from './access-rights';
import { apiSections } from './api-fields';
import { judgesJwts } from './authentication-mode';
import { readClaimRules } from './claim-rules';
import {
  controlOf,
  pathsOf,
  spotOf,
  switchAt,
  tykName,
  type DocumentForm,
  type Field,
  type Part,
  type Section,
} from './field';
import { lengthAt, namesAt } from './member';
import { countPathLists, readMarkedOperations } from './path-lists';
import { policySections } from './policy-fields';
import { readTokenPlaces } from './token-places';
import { isVersioned, readVersions } from './versions';

/** The sections that this document's form has, each with the fields of its form of document. */
export function sectionsOf(text: string, form: DocumentForm): readonly Section[] {
  const jwt = form !== 'policy' && judgesJwts(text);
  return (form === 'policy' ? policySections : apiSections)
    .filter(({ jwtOnly }) => jwt || jwtOnly !== true)
    .map((section) => ({
      ...section,
      fields: section.fields.filter((field) => spotOf(field, form) !== undefined && (jwt || field.jwtOnly !== true)),
    }));
}

/** A field, and the section that it is in. */
export interface FieldInForm {
  readonly section: Section;
  readonly field: Field;
}

/** Finds the field that shows the place at a path: the one whose own path is the longest beginning of it. `null`: the form has none. */
export function fieldFinder(
  sections: readonly Section[],
  form: DocumentForm,
  text: string,
): (path: JsonPath) => FieldInForm | null {
  const top: Branch = { found: null, inside: new Map() };
  for (const section of sections) {
    for (const field of section.fields) {
      for (const own of pathsOf(field, form, text)) {
        let branch = top;
        for (const segment of own) {
          const name = String(segment);
          let next = branch.inside.get(name);
          if (next === undefined) branch.inside.set(name, (next = { found: null, inside: new Map() }));
          branch = next;
        }
        if (own.length > 0) branch.found ??= { section, field };
      }
    }
  }
  return (path) => {
    let found: FieldInForm | null = null;
    let branch: Branch | undefined = top;
    for (const segment of path) {
      branch = branch.inside.get(String(segment));
      if (branch === undefined) break;
      found = branch.found ?? found;
    }
    return found;
  };
}

/** Where the paths of fields lead along: what is found here, and what further inside. */
interface Branch {
  found: FieldInForm | null;
  readonly inside: Map<string, Branch>;
}

/** Whether a path leads to a place or into it. Indices may be written as texts. */
export function beginsWith(path: JsonPath, start: JsonPath): boolean {
  return start.length <= path.length && start.every((segment, index) => String(segment) === String(path[index]));
}

/** Whether a field is one that a person looks for with these words: in its label, its help, or Tyk's name. */
export function isMatch(field: Field, form: DocumentForm, text: string, words: string): boolean {
  const own = [field.label, field.help, ...pathsOf(field, form, text).map(tykName)].join(' ').toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => own.includes(word));
}

/** What is set in a section, in a line; empty where nothing is. */
export function summaryOf(section: Section, form: DocumentForm, text: string): string {
  return section.fields
    .map((field) => saysOf(field, form, text))
    .filter((says) => says !== '')
    .join(' · ');
}

function saysOf(field: Field, form: DocumentForm, text: string): string {
  const spot = spotOf(field, form);
  if (spot === undefined) return '';
  const control = controlOf(field, form);
  if (control.kind === 'part') return partSays(control.part, form, text);
  const path = spot.path(text);
  const label = field.brief ?? field.label;
  if (control.kind === 'switch') {
    // A switch that is on by itself says something when it is off.
    if (spot.negated === true) return memberAt(text, path) === true ? `${label} off` : '';
    return switchAt(text, spot) ? label : '';
  }
  const value = memberAt(text, path);
  if (typeof value === 'string') return value === '' ? '' : `${label} ${value}`;
  if (typeof value === 'number') return value === 0 ? '' : `${label} ${value}`;
  const count = Math.max(lengthAt(text, path), namesAt(text, path).length);
  return count === 0 ? '' : `${label} ${count}`;
}

/** What a control with several members in it has to say. */
function partSays(part: Part, form: DocumentForm, text: string): string {
  switch (part) {
    case 'token places':
      return readTokenPlaces(text, form)
        .filter(({ on }) => on)
        .map(({ place, name }) => `${place} ${name}`.trim())
        .join(', ');
    case 'claim rules':
      return counted(readClaimRules(text).length, 'rule');
    case 'versions':
      return isVersioned(text) ? counted(readVersions(text).length, 'version') : '';
    case 'path lists':
      return counted(form === 'oas' ? readMarkedOperations(text).length : countPathLists(text), 'listed path');
    case 'access rights':
      return counted(readAccess(text).length, 'API');
    case 'listen path':
    case 'authentication mode':
    case 'key source':
      return '';
  }
}

function counted(count: number, what: string): string {
  return count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`;
}
