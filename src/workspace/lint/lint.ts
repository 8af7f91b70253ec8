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

const kept = new WeakMap<Document, readonly Finding[]>();
const last = new WeakMap<Workspace['apis'], Last>();

/**
 * The findings, document by document: APIs, then policies. `now` is the gateway's time in milliseconds since 1970; dates
 * that are over are told by it, to the minute. The same documents in the same minute give the same list.
 */
export function lint(workspace: Workspace, now = clockTime(workspace.clock, Date.now())): readonly Finding[] {
  const { apis, policies } = workspace;
  const minute = Math.floor(now / 60_000);
  const before = last.get(apis);
  if (before?.policies === policies && before.minute === minute) return before.findings;
  const findings = judge(apis, policies, minute * 60_000);
  last.set(apis, { policies, minute, findings });
  return findings;
}

function judge(apis: Workspace['apis'], policies: Workspace['policies'], now: number): readonly Finding[] {
  const readApis = apis.map(readApiDocument);
  const readPolicies = policies.map(readPolicyDocument);
  const across = acrossAll(readApis, readPolicies, now);
  const of = (documents: readonly Document[], own: (document: Document, at: number) => readonly Finding[]) =>
    documents.flatMap((document, at) => {
      const before = kept.get(document);
      const found = before ?? own(document, at);
      if (before === undefined) kept.set(document, found);
      return [...found, ...(across.get(document.id) ?? [])];
    });
  return [
    ...of(apis, (_, at) => ofApi(readApis[at]?.typed)),
    ...of(policies, (_, at) => ofPolicy(readPolicies[at]?.typed)),
  ];
}

function ofApi(api: ApiDocument | UnreadDocument | undefined): readonly Finding[] {
  if (api === undefined) return [];
  if ('error' in api) return tell(unreadRules, api);
  return api.oas !== null && api.oas.extension === null ? tell(plainOasRules, api) : tell(apiRules, api);
}

function ofPolicy(policy: PolicyDocument | UnreadDocument | undefined): readonly Finding[] {
  if (policy === undefined) return [];
  return 'error' in policy ? tell(unreadRules, policy) : tell(policyRules, policy);
}

function tell<Subject extends ReadDocument | UnreadDocument>(
  rules: readonly RowFor<Subject>[],
  subject: Subject,
): readonly Finding[] {
  return rules.flatMap((rule) => Array.from(rule.run(subject), (hit) => finding(rule, hit, subject)));
}

function finding(
  { code, severity, section }: Row,
  { path, message, fixes = [] }: Hit,
  { kind, documentId }: Pick<Finding, 'kind' | 'documentId'>,
): Finding {
  return { code, severity, kind, documentId, path, message, section, fixes };
}

/** What the rules over several documents tell, by document. Drafts that cannot be read are neither told of nor changed. */
function acrossAll(
  apis: readonly Reading<ApiDocument>[],
  policies: readonly Reading<PolicyDocument>[],
  now: number,
): ReadonlyMap<string, readonly Finding[]> {
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
  }
  return byDocument;
}
