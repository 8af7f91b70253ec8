/**
 * A lesson beside the workspace: steps that say what to do, can do it, and check themselves. In a text, names and values of
 * the field stand between backticks.
 */
import type { RefusalCode } from '../../gateway/refusals';
import type { Grant, Provider } from '../../workspace/providers';
import type { Workspace } from '../../workspace/workspace';
import type { Facts } from './facts';

/** Spots of the screen that are no member of a document. */
export type Spot =
  | 'add api'
  | 'add policy'
  | 'update'
  | 'path'
  | 'send'
  | 'new key'
  | 'signing key'
  | 'keys'
  | 'make it bad'
  | 'providers'
  | 'provider as key source'
  | 'get token'
  | 'verdict'
  | 'steps'
  | 'gateway log'
  | 'sessions'
  | 'commands';

/** Where a step is done: a field of the API's form by its name, a claim of the payload, or a spot. */
export type Where = { readonly field: string } | { readonly claim: string } | { readonly spot: Spot };

/** A change of a workspace. */
export type Edit = (workspace: Workspace) => Workspace;

/** One thing that is done for a person. `now`: milliseconds of the gateway's clock. */
export type Action =
  | { readonly do: 'edit'; readonly edit: Edit }
  /** A change that something has to be made for first, such as a key: it is of the workspace as it is then. Rejects where the browser makes none. */
  | { readonly do: 'make'; readonly make: (now: number) => Promise<Edit> }
  /** Saves all that is unsaved. */
  | { readonly do: 'update' }
  | { readonly do: 'send' }
  /** Asks the first provider of this shape for a token, as its first client that may have one. */
  | { readonly do: 'get token'; readonly from: Provider['shape']; readonly grant: Grant };

/** What a check found, in a sentence. */
export interface Checked {
  readonly done: boolean;
  readonly found: string;
}

/** What a request comes to. `code`: `null` when nothing refuses it. */
export interface Outcome {
  readonly status: number;
  readonly code: RefusalCode | null;
}

/** A situation to try: a whole workspace, what is sent in it, and what would then be answered. */
export interface Trial {
  readonly label: string;
  readonly situation: (now: number) => Workspace | Promise<Workspace>;
  readonly then?: readonly Action[];
  readonly answers: Outcome & { readonly message?: string };
  /** Where to look, and at what. */
  readonly look: Spot;
  readonly see: string;
}

/** What the guide says, and what the gateway does (behaviour.md 13, 14). */
export interface Difference {
  readonly guide: string;
  readonly gateway: string;
  readonly trial: Trial;
}

export interface Step {
  /** Unlike that of every other step of the lesson. */
  readonly id: string;
  /** The guide's heading that it stands under, where a lesson has several. */
  readonly part?: string;
  readonly title: string;
  /** What to do. */
  readonly text: string;
  readonly why?: string;
  /** Where it is done next; a step of two acts leads from the one to the other. */
  readonly where: (facts: Facts) => Where;
  readonly doIt: readonly Action[];
  readonly check: (facts: Facts) => Checked;
  readonly differences?: readonly Difference[];
}

/** The groups of the list, in the guide's words. */
export const groups = [
  'Setting up',
  'Advanced configuration',
  'Identity providers',
  'Common JWT errors',
  'Debugging tips',
] as const;

export interface Lesson {
  /** Stable: it stands in links. */
  readonly id: string;
  readonly group: (typeof groups)[number];
  readonly title: string;
  /** Two sentences at most. */
  readonly intro: string;
  /** What it begins with, as the end of “It begins with …”. */
  readonly beginsWith: string;
  /** The workspace that it begins with. */
  readonly start: () => Workspace;
  readonly steps: readonly Step[];
  /** What the last request of the lesson is answered. */
  readonly ends: Outcome;
}
