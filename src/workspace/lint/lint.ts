/**
 * Tells every trap in the documents of a workspace, as they are typed, before any request. Whatever needs one document alone
 * is kept with it: a document never changes.
 */
import { clockTime, type Document, type Workspace } from '../workspace';
import {
  type ApiDocument,
  type PolicyDocument,
  type ReadDocument,
  readApiDocument,
  type Reading,
  readPolicyDocument,
  type UnreadDocument,
} from './document';
import type { Finding, Hit } from './finding';
import { apiRules, type LintCode, plainOasRules, policyRules, togetherRules, unreadRules } from './rules';

type Row = Pick<Finding, 'severity' | 'section'> & { readonly code: LintCode };
type RowFor<Subject> = Row & { readonly run: (subject: Subject) => Iterable<Hit> };

interface Last {
  readonly policies: Workspace['policies'];
  readonly minute: number;
  readonly findings: readonly Finding[];
}

/** Work in pieces that gives something at its end. */
type Judging<T> = Generator<undefined, T>;

const kept = new WeakMap<Document, readonly Finding[]>();
const last = new WeakMap<Workspace['apis'], Last>();

/**
 * The findings, document by document: APIs, then policies. `now` is the gateway's time in milliseconds since 1970; dates
 * that are over are told by it, to the minute. The same documents in the same minute give the same list.
 */
export function lint(workspace: Workspace, now = clockTime(workspace.clock, Date.now())): readonly Finding[] {
  const work = look(workspace, now);
  for (;;) {
    const piece = work.next();
    if (piece.done === true) return piece.value;
  }
}

/** The same with a pause between two rules, since a document may be long; `null` once the pause gives false. */
export async function lintInPieces(
  workspace: Workspace,
  pause: () => Promise<boolean>,
  now = clockTime(workspace.clock, Date.now()),
): Promise<readonly Finding[] | null> {
  const work = look(workspace, now);
  for (;;) {
    const piece = work.next();
    if (piece.done === true) return piece.value;
    if (!(await pause())) return null;
  }
}

function* look({ apis, policies }: Workspace, now: number): Judging<readonly Finding[]> {
  const minute = Math.floor(now / 60_000);
  const before = last.get(apis);
  if (before?.policies === policies && before.minute === minute) return before.findings;
  const findings = yield* judge(apis, policies, minute * 60_000);
  last.set(apis, { policies, minute, findings });
  return findings;
}

function* judge(apis: Workspace['apis'], policies: Workspace['policies'], now: number): Judging<readonly Finding[]> {
  const readApis = yield* eachIn(apis, readApiDocument);
  const readPolicies = yield* eachIn(policies, readPolicyDocument);
  const across = yield* acrossAll(readApis, readPolicies, now);
  const findings: (readonly Finding[])[] = [];
  for (const [at, document] of apis.entries()) {
    findings.push(yield* ofDocument(document, ofApi(readApis[at]?.typed)), across.get(document.id) ?? []);
  }
  for (const [at, document] of policies.entries()) {
    findings.push(yield* ofDocument(document, ofPolicy(readPolicies[at]?.typed)), across.get(document.id) ?? []);
  }
  return findings.flat();
}

function* eachIn<T>(documents: readonly Document[], read: (document: Document) => T): Judging<readonly T[]> {
  const readings: T[] = [];
  for (const document of documents) {
    readings.push(read(document));
    yield;
  }
  return readings;
}

/** What is told of a document by itself. */
function* ofDocument(document: Document, own: Judging<readonly Finding[]>): Judging<readonly Finding[]> {
  const before = kept.get(document);
  if (before !== undefined) return before;
  const found = yield* own;
  kept.set(document, found);
  return found;
}

function* ofApi(api: ApiDocument | UnreadDocument | undefined): Judging<readonly Finding[]> {
  if (api === undefined) return [];
  if ('error' in api) return yield* tell(unreadRules, api);
  return yield* api.oas !== null && api.oas.extension === null ? tell(plainOasRules, api) : tell(apiRules, api);
}

function* ofPolicy(policy: PolicyDocument | UnreadDocument | undefined): Judging<readonly Finding[]> {
  if (policy === undefined) return [];
  return yield* 'error' in policy ? tell(unreadRules, policy) : tell(policyRules, policy);
}

function* tell<Subject extends ReadDocument | UnreadDocument>(
  rules: readonly RowFor<Subject>[],
  subject: Subject,
): Judging<readonly Finding[]> {
  const found: Finding[] = [];
  for (const rule of rules) {
    for (const hit of rule.run(subject)) found.push(finding(rule, hit, subject));
    yield;
  }
  return found;
}

function finding(
  { code, severity, section }: Row,
  { path, message, fixes = [] }: Hit,
  { kind, documentId }: Pick<Finding, 'kind' | 'documentId'>,
): Finding {
  return { code, severity, kind, documentId, path, message, section, fixes };
}

/** What the rules over several documents tell, by document. Drafts that cannot be read are neither told of nor changed. */
function* acrossAll(
  apis: readonly Reading<ApiDocument>[],
  policies: readonly Reading<PolicyDocument>[],
  now: number,
): Judging<ReadonlyMap<string, readonly Finding[]>> {
  const unread = new Set([...apis, ...policies].flatMap(({ typed }) => ('error' in typed ? [typed.documentId] : [])));
  const served = apis.flatMap(({ inForce }) => inForce ?? []).filter(({ oas }) => oas?.extension !== null);
  const inForce = policies.flatMap(({ inForce: policy }) => policy ?? []);
  const isCut = served.length < apis.length || inForce.length < policies.length;
  const byDocument = new Map<string, Finding[]>();
  for (const rule of togetherRules) {
    for (const hit of rule.run({ apis: served, policies: inForce, isCut, now })) {
      const { documentId } = hit.in;
      if (unread.has(documentId)) continue;
      const fixes = (hit.fixes ?? []).filter(({ edits }) => !edits.some((edit) => unread.has(edit.documentId)));
      const told = finding(rule, { ...hit, fixes }, hit.in);
      const before = byDocument.get(documentId);
      if (before === undefined) byDocument.set(documentId, [told]);
      else before.push(told);
    }
    yield;
  }
  return byDocument;
}
