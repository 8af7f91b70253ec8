/**
 * Documents with and without a trap, and a gateway that shows what the trap does.
 */
import { expect } from 'vitest';
import { Gateway } from '../../../src/gateway/gateway';
import type { Exchange, Header } from '../../../src/gateway/outcome';
import type { RefusalCode } from '../../../src/gateway/refusals';
import type { JsonObject, JsonValue } from '../../../src/go/json';
import type { SigningKey } from '../../../src/tokens/sign';
import { loadDocuments } from '../../../src/workspace/evaluate';
import { type JsonPath, setMember } from '../../../src/workspace/json-edit';
import { applyFix } from '../../../src/workspace/lint/apply-fix';
import type { Finding } from '../../../src/workspace/lint/finding';
import { lint } from '../../../src/workspace/lint/lint';
import type { LintCode } from '../../../src/workspace/lint/rules';
import { type Document, emptyWorkspace, type Workspace } from '../../../src/workspace/workspace';
import {
  claims,
  classic,
  keySet,
  keySetUrl,
  now,
  policy,
  refusalIn,
  rsaJwk,
  StillWorld,
  token,
} from '../../gateway/build';

/** Definitions and policies: as objects, or as text where JSON.stringify cannot write it. */
export interface Documents {
  readonly apis?: readonly (JsonObject | string)[];
  readonly policies?: readonly (JsonObject | string)[];
}

/** A request to the core. */
export interface Ask {
  /** Claims beside those of a token that passes; `null`: a request without a token. */
  readonly payload?: JsonObject | null;
  readonly header?: JsonObject;
  readonly key?: SigningKey | string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: readonly Header[];
  /** How many times it is sent; the last answer counts. */
  readonly times?: number;
}

/** What the core answers: it passes, or it refuses so, or something else that is looked at. */
export type Verdict = 'passes' | RefusalCode | ((exchange: Exchange) => void);

export interface LintCase {
  readonly bad: Documents;
  /** The same without the trap; if it is not said, plain documents. */
  readonly good?: Documents;
  /** Where the finding stands. */
  readonly path: JsonPath;
  /** What the core answers with the trap, and after the fix. */
  readonly proof?: {
    readonly ask?: Ask;
    readonly before: Verdict;
    readonly after?: Verdict;
    /** Which of the offered fixes; the first if it is not said. */
    readonly fix?: number;
  };
}

export type LintCases = Partial<Readonly<Record<LintCode, readonly LintCase[]>>>;

/** A document's text with one member set, or taken away. */
export function edited(document: JsonObject, path: JsonPath, value: JsonValue | undefined): string {
  return setMember(JSON.stringify(document, null, 2), path, value);
}

/** Claims that another policy, or none, is to be found with. */
export const withoutPolicy: JsonObject = { sub: 'ann', exp: now + 600 };

function documents(kind: string, texts: readonly (JsonObject | string)[]): readonly Document[] {
  return texts.map((text, at) => ({
    id: `${kind} ${String(at)}`,
    draft: typeof text === 'string' ? text : JSON.stringify(text, null, 2),
    saved: null,
  }));
}

/** A workspace of these documents; without any, an API and a policy that pass. */
export function workspaceOf({ apis = [classic()], policies = [policy()] }: Documents): Workspace {
  return {
    ...emptyWorkspace(),
    apis: documents('api', apis),
    policies: documents('policy', policies),
    clock: { runs: false, at: now * 1000 },
  };
}

/** The findings of one code. */
export function findingsOf(workspace: Workspace, code: LintCode): readonly Finding[] {
  return lint(workspace).filter((finding) => finding.code === code);
}

/** The workspace with a fix of the first finding of this code. */
export function repaired(workspace: Workspace, code: LintCode, at = 0): Workspace {
  const fix = findingsOf(workspace, code)[0]?.fixes[at];
  if (fix === undefined) throw new Error(`${code} offers no change of number ${String(at)}`);
  return applyFix(workspace, fix);
}

/** What the core answers with the workspace's drafts in force. The provider has an RSA key with the kid `k1`. */
export async function answer(workspace: Workspace, ask: Ask = {}): Promise<Exchange> {
  const world = new StillWorld();
  world.keySets.set(keySetUrl, keySet(rsaJwk('k1')));
  const gateway = new Gateway(world);
  const { apis, policies, problems } = loadDocuments(workspace, 'draft');
  expect(problems).toEqual([]);
  gateway.load(apis, policies);
  const { payload = {}, header, key, path = '/a/get', method = 'GET', headers = [], times = 1 } = ask;
  const own: Header[] = [];
  if (payload !== null) {
    const passing = Object.hasOwn(payload, 'sub') ? payload : claims(payload);
    own.push(['Authorization', `Bearer ${await token(passing, header, key)}`]);
  }
  const request = { method, path, headers: [['Host', 'gateway.test'], ...own, ...headers] as const };
  let exchange = await gateway.handle(request);
  for (let sent = 1; sent < times; sent++) exchange = await gateway.handle(request);
  return exchange;
}

/** Holds an answer against what is expected of it. */
export function expectVerdict(exchange: Exchange, verdict: Verdict): void {
  if (typeof verdict === 'function') verdict(exchange);
  else if (verdict === 'passes')
    expect([refusalIn(exchange)?.code, exchange.response?.status]).toEqual([undefined, 200]);
  else expect(refusalIn(exchange)?.code).toBe(verdict);
}
