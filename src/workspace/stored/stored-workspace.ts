/**
 * A workspace as text, for the browser's storage, a link or a file. One form for all three: it has a version, and whatever
 * is read is looked through before the page takes it for a workspace.
 */
import * as v from 'valibot';
import { isTooDeep } from '../json-depth';
import type { Workspace } from '../workspace';
import { answerSchema } from './answer-schema';
import { migrated, newestVersion, type Migrations } from './migrations';
import { broken, notOurs, type Reading } from './reading';
import type { SharedWith } from './shared-answer';
import { workspaceSchema } from './workspace-schema';

/** A workspace and what it is called. */
export interface StoredWorkspace {
  readonly name: string;
  readonly workspace: Workspace;
  /** Present in what was shared: how it was answered, and what was left out. */
  readonly shared?: SharedWith;
}

const format = 'jwt-playground';
/** UTF-16 units: far above what a person types, and read in well under a second. */
const mostCharacters = 20_000_000;

const root: v.GenericSchema<unknown, StoredWorkspace> = v.object({
  name: v.pipe(v.string(), v.maxLength(1000)),
  workspace: workspaceSchema,
  shared: v.exactOptional(
    v.object({
      answer: v.nullable(answerSchema),
      secrets: v.boolean(),
      leftOut: v.pipe(v.array(v.string()), v.maxLength(10_000), v.readonly()),
    }),
  ),
});

/** The stored form, of the newest version. With `indent` it is laid out for a reader. */
export function writeStored(stored: StoredWorkspace, indent = 0): string {
  const { name, workspace, shared } = stored;
  const members = { format, version: newestVersion, name, workspace: { ...workspace, clock: clockOf(workspace) } };
  return JSON.stringify(shared === undefined ? members : { ...members, shared }, null, indent);
}

/** JSON has no such numbers; a clock that cannot be told is this machine's. */
function clockOf({ clock }: Workspace): Workspace['clock'] {
  return Number.isFinite(clock.runs ? clock.offset : clock.at) ? clock : { runs: true, offset: 0 };
}

/** Reads the stored form, of this version or an older one. Errors: what is wrong, and where. Nothing is thrown, whatever the text is. */
export function parseStored(
  text: string,
  steps?: Migrations,
  newest: number = newestVersion,
): Reading<StoredWorkspace> {
  const read = readRoot(text);
  if (!read.ok) return read;
  const { version } = read.value;
  if (version > newest) {
    return {
      ok: false,
      reason: 'newer',
      place: 'version',
      problem: `It was made by a newer version of the playground (its form is ${String(version)}, this page knows up to ${String(newest)}).`,
    };
  }
  return parseMigrated(migrated(read.value.members, version, steps, newest), version);
}

interface Root {
  readonly version: number;
  readonly members: Readonly<Record<string, unknown>>;
}

function readRoot(text: string): Reading<Root> {
  if (text.length > mostCharacters) return broken('', 'It is larger than 20 million characters.');
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return notOurs('It is not JSON.');
  }
  if (isTooDeep(text)) return broken('', 'It is nested too deep.');
  if (typeof parsed !== 'object' || parsed === null || !('format' in parsed) || parsed.format !== format) {
    return notOurs('It is no workspace of this playground.');
  }
  const members: Readonly<Record<string, unknown>> = { ...parsed };
  const { version } = members;
  return typeof version === 'number' && Number.isInteger(version) && version > 0
    ? { ok: true, value: { version, members } }
    : broken('version', 'It has no version.');
}

function parseMigrated(members: Root['members'] | undefined, version: number): Reading<StoredWorkspace> {
  if (members === undefined) return broken('version', `There is no way from version ${String(version)} to this one.`);
  const parsed = v.safeParse(root, members, { abortEarly: true });
  if (parsed.success) return { ok: true, value: parsed.output };
  const [issue] = parsed.issues;
  return broken(placeOf(issue), problemOf(issue));
}

function placeOf(issue: v.BaseIssue<unknown>): string {
  return (issue.path ?? []).map(({ key }) => String(key)).join('.');
}

/** The issue in a sentence; a value of the page's own data is not repeated in it: it may be a secret, or long. */
function problemOf(issue: v.BaseIssue<unknown>): string {
  if (issue.kind === 'schema') return `There should be ${issue.expected ?? 'something else'}.`;
  if (issue.type === 'check') return `${issue.message.charAt(0).toUpperCase()}${issue.message.slice(1)}.`;
  return `It is out of bounds (${issue.expected ?? issue.type}).`;
}
