/**
 * What a field of the form is: words for a person, a control, and where it stands in each form of a document.
 */
import { memberAt, type JsonPath } from '../json-edit';
import { spelled } from './member';

/** The three kinds of text that the form is a view of. */
export type DocumentForm = 'classic' | 'oas' | 'policy';

/** A value that can be chosen, and what it is called. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Controls that are made for one field, with several members in them. */
export type Part =
  | 'listen path'
  | 'authentication mode'
  | 'key source'
  | 'token places'
  | 'claim rules'
  | 'versions'
  | 'path lists'
  | 'access rights';

/** How a value is given. */
export type Control =
  | { readonly kind: 'text'; readonly placeholder?: string }
  | { readonly kind: 'number' }
  | { readonly kind: 'switch' }
  | { readonly kind: 'choice'; readonly choices: readonly Choice[] }
  /** A list of texts. */
  | { readonly kind: 'texts'; readonly each: string }
  /** A list of policy ids, in their order. */
  | { readonly kind: 'policies' }
  /** Names with a value each. */
  | { readonly kind: 'pairs'; readonly pairs: Pairs }
  | { readonly kind: 'part'; readonly part: Part };

/** What the two sides of a row of pairs are. `members`: an object's members; else a list of objects with these two members. */
export interface Pairs {
  readonly name: string;
  readonly value: string;
  readonly holds: 'text' | 'policy' | 'json';
  readonly as: 'members' | { readonly name: string; readonly value: string };
}

/** Where a field stands in one form of document. */
export interface Spot {
  /** Its path in a text: an OAS document gives its JWT scheme a name of its own. */
  readonly path: (text: string) => JsonPath;
  /** A switch that the document has the other way round. */
  readonly negated?: true;
  /** Where this form wants another control. */
  readonly control?: Control;
  /** Further members that the field shows. */
  readonly also?: (text: string) => readonly JsonPath[];
}

/** One field of the form. */
export interface Field {
  /** Stable; unlike that of every other field. */
  readonly name: string;
  readonly label: string;
  /** What it is called in the line of a closed section. */
  readonly brief?: string;
  /** One line. */
  readonly help: string;
  readonly control: Control;
  /** Shown only where JWTs are judged. */
  readonly jwtOnly?: true;
  readonly spots: Partial<Readonly<Record<DocumentForm, Spot>>>;
}

/** Fields that belong together. */
export interface Section {
  readonly title: string;
  /** Whether it stands open before a person has chosen. */
  readonly open: boolean;
  /** Shown only where JWTs are judged. */
  readonly jwtOnly?: true;
  readonly fields: readonly Field[];
}

/** A place that is the same in every document. */
export function at(...path: readonly string[]): Spot {
  return { path: (text) => spelled(text, path) };
}

/** A switch whose member means the opposite. */
export function not(spot: Spot): Spot {
  return { ...spot, negated: true };
}

/** A place with another control than elsewhere. */
export function withControl(spot: Spot, control: Control): Spot {
  return { ...spot, control };
}

/** The field's place in this form of document, if the form has it. */
export function spotOf(field: Field, form: DocumentForm): Spot | undefined {
  return field.spots[form];
}

/** The control that the field has in this form of document. */
export function controlOf(field: Field, form: DocumentForm): Control {
  return spotOf(field, form)?.control ?? field.control;
}

/** Every place that a field shows, in this text. */
export function pathsOf(field: Field, form: DocumentForm, text: string): readonly JsonPath[] {
  const spot = spotOf(field, form);
  return spot === undefined ? [] : [spot.path(text), ...(spot.also?.(text) ?? [])];
}

const extension = 'x-tyk-api-gateway';

/** Tyk's own name for the place, as short as it is clear: a member of the JWT scheme goes without the way to the scheme. */
export function tykName(path: JsonPath): string {
  const names = path[0] === extension ? path.slice(1) : path;
  const scheme = names.indexOf('securitySchemes');
  const short = scheme === -1 || names[0] === 'components' ? names : names.slice(scheme + 2);
  return (short.length === 0 ? names : short).join('.');
}

/** Whether the switch is on, as a person reads it. */
export function switchAt(text: string, spot: Spot): boolean {
  return (memberAt(text, spot.path(text)) === true) !== (spot.negated ?? false);
}
