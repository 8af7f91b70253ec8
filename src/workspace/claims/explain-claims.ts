/**
 * Each claim of a payload explained: what it is, and what the gateway uses it for with one API.
 */
import { decodeFirst, get, isObject, type JsonObject, type JsonValue } from '../../go/json';
import type { LoadedApi } from '../../gateway/loaded-api';
import { loadDocuments } from '../evaluate';
import { isUnwalked } from '../json-depth';
import { memberAt, treeOf } from '../json-edit';
import { relativeSeconds, resolveTimes, timeClaims } from '../relative-times';
import { tokenHeader } from '../token-header';
import type { Workspace } from '../workspace';
import { type ClaimRemark, worse } from './claim-remark';
import { ruleUse } from './claim-rules';
import { explainTime } from './claim-times';
import { identityUse, rightsUse, type TokenSetting } from './claim-use';
import { claimMeaning } from './registered-claims';
import { whyUnread } from './unread';

const utf8 = new TextEncoder();

/**
 * Remarks on the claims of a payload's text, in its order, those on missing claims first (with an empty path). `api` is
 * the one that the request goes to, `null` for none; `now` the gateway's clock in Unix seconds; `zone` the time zone of
 * local times, by default the machine's. A text that the gateway cannot read as claims has none.
 */
export function explainClaims(
  workspace: Workspace,
  payloadText: string,
  api: LoadedApi | null,
  now: number,
  zone?: string,
): readonly ClaimRemark[] {
  if (isUnwalked(payloadText)) return [];
  const read = decodeFirst(utf8.encode(resolveTimes(payloadText, now)));
  if (!read.ok || !isObject(read.value)) return [];
  const claims = read.value;

  const uses = merged(api === null ? [] : usesOf(workspace, api, claims));
  const remarks = uses.filter(({ path }) => path.length === 0);
  for (const [name, times] of namesIn(payloadText)) {
    const own = uses.filter(({ path }) => path[0] === name);
    const intro = [claimMeaning(name), ...(times > 1 ? ['It is written more than once: the last one counts.'] : [])];
    if (timeClaims.has(name)) own.unshift(timeRemark(payloadText, name, get(claims, name) ?? null, api, now, zone));
    else if (own.length === 0) own.push({ path: [name], ...unused(api, name) });
    remarks.push(...merged(own).map((remark) => ({ ...remark, details: [...intro, ...remark.details] })));
  }
  return remarks;
}

function timeRemark(
  payloadText: string,
  name: string,
  value: JsonValue,
  api: LoadedApi | null,
  now: number,
  zone: string | undefined,
): ClaimRemark {
  const remark = explainTime(name, value, api, now, zone);
  const written = memberAt(payloadText, [name]);
  const follows = typeof written === 'string' && relativeSeconds(written) !== null;
  const more = follows ? ['It is written relative to the gateway clock, and signed anew each second.'] : [];
  return { path: [name], ...remark, details: [...remark.details, ...more] };
}

function usesOf(workspace: Workspace, api: LoadedApi, claims: JsonObject): readonly ClaimRemark[] {
  const why = whyUnread(api);
  if (why !== null) return [{ path: [], text: 'not looked at', tone: 'plain', details: [why] }];
  const { policies } = loadDocuments(workspace, 'draft');
  const setting: TokenSetting = { api, claims, policies, header: tokenHeader(workspace.token) };
  return [...ruleUse(setting), ...identityUse(setting), ...rightsUse(setting), ...withoutEnd(claims)];
}

function withoutEnd(claims: JsonObject): readonly ClaimRemark[] {
  if (get(claims, 'exp') !== undefined) return [];
  const details = ['Without exp the token never ends, and neither does the session, unless the policy says so.'];
  return [{ path: [], text: 'no exp: never ends', tone: 'plain', details }];
}

/** The remarks with those on one claim joined; those on missing claims stay apart. */
function merged(remarks: readonly ClaimRemark[]): ClaimRemark[] {
  const found: ClaimRemark[] = [];
  for (const remark of remarks) {
    const same = ({ path }: ClaimRemark): boolean => JSON.stringify(path) === JSON.stringify(remark.path);
    const at = remark.path.length === 0 ? -1 : found.findIndex(same);
    const before = found[at];
    if (before === undefined) found.push(remark);
    else found[at] = joined(before, remark);
  }
  return found;
}

function joined(a: ClaimRemark, b: ClaimRemark): ClaimRemark {
  return {
    path: a.path,
    text: a.text === b.text ? a.text : `${a.text}, ${b.text}`,
    ...(a.wide === undefined ? {} : { wide: `${a.wide}, ${b.text}` }),
    tone: worse(a.tone, b.tone),
    details: [...a.details, ...b.details],
  };
}

/** The names at the payload's top in their order, and how often each is written. */
function namesIn(text: string): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const { children } of treeOf(text)?.children ?? []) {
    const name: unknown = children?.[0]?.value;
    if (typeof name === 'string') names.set(name, (names.get(name) ?? 0) + 1);
  }
  return names;
}

/** What is said of a claim that decides nothing. */
function unused(api: LoadedApi | null, name: string): Pick<ClaimRemark, 'text' | 'tone' | 'details'> {
  if (api === null) return { text: 'no API reads it', tone: 'plain', details: ['No API answers the request’s path.'] };
  const rule = rulesOf[name];
  const details = ['With this API it decides nothing.'];
  if (rule !== undefined) {
    details.push(api.definition.is_oas ? `${rule} is not set, so any passes.` : 'Only a Tyk OAS API can check it.');
  }
  if (!api.definition.enable_context_vars) return { text: 'ignored', tone: 'plain', details };
  const variable = `$tyk_context.jwt_claims_${name}`;
  return {
    text: 'a context variable',
    tone: 'plain',
    details: [...details, `Header transforms know it as ${variable}.`],
  };
}

const rulesOf: Readonly<Partial<Record<string, string>>> = {
  iss: 'allowedIssuers',
  aud: 'allowedAudiences',
  jti: 'jtiValidation',
};
