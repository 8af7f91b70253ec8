/**
 * Why a request was answered as it was: one sentence for every refusal, with the values that a person would look up.
 */
import type { Exchange, Fact, Refusal, TraceRow } from '../gateway/outcome';
import type { RefusalCode } from '../gateway/refusals';
import { readPolicy } from '../workspace/documents';
import { listeningApis } from '../workspace/listen-path';
import { durationText, localTime } from '../workspace/time-text';
import type { Judged } from './verdict';

interface Circumstances {
  readonly judged: Judged;
  readonly row: TraceRow;
  readonly refusal: Refusal;
  /** The first fact of a name; without one, the first that does not hold. */
  readonly fact: (name?: string) => Fact | undefined;
}

type Cause = (circumstances: Circumstances) => string;

/** The step's own words as a sentence. */
const asFound: Cause = ({ row }) => sentence(row.summary);

/** What the step found, and the gateway's error if it has one of its own. */
const withError: Cause = ({ row, fact }) => {
  const error = fact('error')?.value;
  return error === undefined || error === row.summary ? sentence(row.summary) : sentence(`${row.summary}: ${error}`);
};

const ruled: Cause = ({ row, fact }) => {
  const failed = fact();
  return failed?.rule === undefined
    ? sentence(row.summary)
    : `The claim ${failed.name} is ${short(failed.value)}; the API wants ${failed.rule === 'required' ? 'it to be there' : failed.rule}.`;
};

const times: Cause = ({ judged, row }) => {
  const now = Math.floor(judged.at / 1000);
  const failed = row.facts.filter(({ holds }) => holds === false).map((fact) => timeCause(fact, now, judged.at));
  return failed.length === 0 ? sentence(row.summary) : failed.join(' ');
};

function timeCause({ name, value, rule = '' }: Fact, now: number, at: number): string {
  const time = Number(value);
  if (rule === 'a number') return `${name} is ${shown(value)}: a time has to be a number of seconds.`;
  const clock = localTime(time, at / 1000);
  const apart = time === now ? '' : durationText(time - now);
  const skewed = /· (-?\d+) /.exec(rule)?.[1];
  const skew = skewed === undefined ? 0 : Math.abs(Number(skewed) - now);
  const even = skew === 0 ? '' : `, more than the skew of ${durationText(skew)}`;
  if (name === 'exp') {
    return apart === ''
      ? `The token ended at ${clock}, the very second of the gateway clock.`
      : `The token ended at ${clock}, ${apart} before the gateway clock${even}.`;
  }
  const begun = name === 'iat' ? 'The token says it was issued at' : 'The token is valid from';
  return `${begun} ${clock}, ${apart} after the gateway clock${even}.`;
}

const noToken: Cause = ({ judged, row }) => {
  if (!judged.token.ok) return `No token is carried. ${judged.token.message}`;
  const places = row.facts.map(({ name }) => name);
  return places.length === 0
    ? 'The API reads the token from nowhere: header, query and cookie are switched off.'
    : `The API looks in ${listed(places, 'and')}, and found nothing.`;
};

const noPolicy: Cause = ({ judged, fact }) => {
  const found = fact('policy');
  const id = found?.value ?? '';
  const by = found?.place?.document === 'api' ? 'The API’s default policy is' : 'The token names the policy';
  const known = judged.workspace.policies.flatMap(({ draft }) => {
    const read = readPolicy(draft);
    return read.ok ? [read.value.id] : [];
  });
  if (known.includes(id)) {
    const organisation = /organisation (.*)$/.exec(found?.rule ?? '')?.[1] ?? '';
    return `${by} ${shown(id)}, which is not of the API’s organisation ${shown(organisation)}.`;
  }
  const there = known.length === 0 ? 'the gateway has no policy' : `there is ${shortList(known)}`;
  return `${by} ${shown(id)}, which is not there; ${there}.`;
};

const noRoute: Cause = ({ judged }) => {
  const apis = listeningApis(judged.workspace).filter((api) => api.path !== '');
  const path = judged.request.path.replace(/\?.*$/s, '');
  if (apis.length === 0) return 'The gateway has no API yet.';
  return `No API listens at ${short(path)}; there is ${shortList(apis.map((api) => api.path))}.`;
};

const causes: Readonly<Record<RefusalCode, Cause>> = {
  request_malformed: ({ refusal }) => `The server cannot read the request: ${rest(refusal.message)}.`,
  headers_too_large: () => 'The headers are larger than the 1 MiB that the server reads.',
  route_not_found: noRoute,

  version_missing: asFound,
  version_unknown: asFound,
  version_ambiguous: asFound,
  version_default_missing: asFound,
  version_expired: ({ fact }) => `This version ended at ${fact('expires')?.value ?? 'a past date'}.`,
  api_expired: ({ fact }) => `The API ended at ${fact('expires')?.value ?? 'a past date'}.`,
  base_version_unknown: asFound,
  path_forbidden: ({ row, fact }) =>
    sentence(
      `${row.summary}${fact('black list path')?.rule === undefined ? '' : `: ${fact('black list path')?.rule ?? ''}`}`,
    ),

  token_missing: noToken,
  token_malformed: withError,
  algorithm_unknown: ({ fact }) => `The gateway knows no algorithm ${shown(fact('alg')?.value ?? '')}; case counts.`,
  signing_method_unexpected: ({ fact }) =>
    `The token is signed with ${fact('alg')?.value ?? 'another'}; the API takes ${(fact('alg')?.rule ?? '').replace(/^of /, '')} alone.`,
  source_not_base64: ({ fact }) => `jwt_source is no base64: ${fact('error')?.value ?? ''}.`,
  key_set_unavailable: ({ row, fact }) => sentence(`${row.summary}: ${fact('key set')?.value ?? ''}`),
  kid_not_text: ({ fact }) =>
    `The key id (kid) is ${fact('kid')?.value ?? 'missing'}, and has to be a text to find a key in a key set.`,
  kid_unknown: ({ fact }) => `No key of the key set has the id ${shown(fact('kid')?.value ?? '')}.`,
  key_of_token_unknown: ({ fact }) =>
    `The API has no key of its own, and the gateway no Tyk key named ${shown(fact('key')?.value ?? '')}.`,
  key_unreadable: ({ row, fact }) => sentence(`${row.summary}: ${fact()?.value ?? ''}`),
  signature_invalid: ({ fact }) =>
    `The API’s key gives another signature (${fact('signature')?.value ?? ''}): signed with another key, or changed since.`,
  token_expired: times,
  token_issued_in_future: times,
  token_not_valid_yet: times,
  issuer_refused: ruled,
  audience_refused: ruled,
  token_id_missing: () => 'The API wants a token id, and the token has no jti.',
  subject_refused: ruled,
  custom_claim_refused: ruled,

  identity_missing: ({ fact }) =>
    `Nothing says who the token is of: ${fact()?.name ?? 'the claim'} is ${fact()?.value ?? 'absent'}.`,
  identity_empty: ({ fact }) => `Nothing says who the token is of: ${fact()?.name ?? 'the claim'} is empty.`,
  policy_unknown: noPolicy,
  policy_missing: asFound,
  scopes_unmapped: ({ row, fact }) => sentence(`${row.summary}: ${row.facts[0]?.value ?? fact()?.name ?? ''}`),
  scope_or_policy_missing: asFound,
  policy_switch_failed: asFound,
  scope_policies_failed: asFound,
  policies_not_applicable: (told) => (told.fact('policy')?.holds === false ? noPolicy(told) : asFound(told)),
  client_id_not_text: ({ fact }) =>
    `The client id (${fact()?.name ?? 'the claim'}) is no text: the gateway panics and cuts the connection.`,
  key_vanished: asFound,

  auth_key_missing: noToken,
  auth_key_unknown: asFound,

  session_missing: asFound,
  key_inactive: ({ fact }) => {
    const place = fact('is_inactive')?.place;
    return place?.document === 'policy'
      ? `The policy ${shown(place.id ?? '')} is inactive, and so is the session.`
      : 'The session is inactive.';
  },
  key_expired: ({ judged, fact }) => {
    const expires = Number(fact('expires')?.value);
    const apart = durationText(judged.at / 1000 - expires);
    return `The session ended at ${localTime(expires, judged.at / 1000)}, ${apart} before the gateway clock; the skew of exp does not count here.`;
  },
  api_not_granted: ({ fact }) => {
    const granted = fact('access_rights');
    return `The session grants ${granted?.value === '' ? 'nothing' : (granted?.value ?? 'others')}, not ${(granted?.rule ?? '').replace(/^has /, '')}.`;
  },
  version_not_granted: ({ fact }) => {
    const granted = fact('versions');
    return `The session grants the versions ${granted?.value ?? ''}, not ${(granted?.rule ?? '').replace(/^has /, '')}.`;
  },
  path_not_granted: asFound,
  rate_exceeded: ({ fact }) => `The rate is used up: ${oneCall(fact('rate')?.rule ?? '')}.`,
  quota_exceeded: ({ fact }) => {
    const [limit = '', seconds] = /^(.*), anew in (\d+) s$/.exec(fact('quota')?.rule ?? '')?.slice(1) ?? [];
    const anew = seconds === undefined ? '' : ` It begins anew in ${durationText(Number(seconds))}.`;
    return `${sentence(fact('quota')?.value.split(',')[0] ?? '').replace(/\.$/, '')} of a quota of ${oneCall(limit)}.${anew}`;
  },
  api_rate_exceeded: ({ fact }) => `The API’s own rate is used up: ${oneCall(fact('global_rate_limit')?.rule ?? '')}.`,
  upstream_failed: ({ row, fact }) => `The upstream ${upstreamOf(fact)} cannot be reached: ${row.summary}.`,
  upstream_timeout: ({ fact }) => `The upstream ${upstreamOf(fact)} took too long to answer.`,
  upstream_unresolved: ({ fact }) => `Nobody knows the host of the upstream ${upstreamOf(fact)}.`,
};

/** The cause of a refusal, in a sentence or two. */
export function refusedCause(judged: Judged, row: TraceRow, refusal: Refusal): string {
  const fact = (name?: string): Fact | undefined =>
    row.facts.find((one) => (name === undefined ? one.holds === false : one.name === name));
  return causes[refusal.code]({ judged, row, refusal, fact });
}

/** What became of a request that was not refused: where it went, as whom, and what is left of its limits. */
export function passedCause({ exchange }: Judged): string {
  const { trace, upstream, session } = exchange;
  const factOf = (step: string, name: string): Fact | undefined =>
    trace.find((row) => row.step === step)?.facts.find((fact) => fact.name === name);
  const told: string[] = [];
  if (upstream !== null) told.push(`Reached ${short(factOf('upstream', 'upstream')?.value ?? 'the upstream')}`);
  if (session !== undefined && session !== null) {
    const policies = [...new Set(session.apply_policies)];
    const by =
      policies.length === 0
        ? 'no policy'
        : `the ${policies.length === 1 ? 'policy' : 'policies'} ${shortList(policies)}`;
    told.push(`as ${shown(session.alias)} with ${by}`);
  }
  const where = told.length === 0 ? (trace[0]?.summary ?? '') : told.join(' ');
  return sentence(where);
}

/** What is left of the limits that counted the request: `999 of 1000 calls left`; empty where nothing was counted. */
export function limitsLeft({ trace }: Exchange): string {
  const facts = trace.find(({ step }) => step === 'limits')?.facts ?? [];
  const left = facts.flatMap(({ name, value }) => {
    const found = /\d+ of \d+ calls left|\d+ left/.exec(value)?.[0];
    return found === undefined ? [] : [name === 'rate' ? found : `quota: ${found}`];
  });
  return left.join(', ');
}

function sentence(text: string): string {
  const [first = ''] = text;
  const whole = first.toUpperCase() + text.slice(first.length);
  return whole === '' || /[.!?]$/.test(whole) ? whole : `${whole}.`;
}

function upstreamOf(fact: Circumstances['fact']): string {
  return short(fact('upstream')?.value ?? '');
}

function oneCall(text: string): string {
  return text.replace(/^1 calls/, '1 call');
}

function rest(message: string): string {
  return message.replace(/^400 Bad Request:? ?/, '') || 'it is malformed';
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function shown(text: string): string {
  return `“${short(text)}”`;
}

function listed(words: readonly string[], last: 'and' | 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
}

/** At most four of a list. */
function shortList(words: readonly string[]): string {
  const [...some] = words.slice(0, 4).map(short);
  return words.length > 4 ? `${some.join(', ')} and ${String(words.length - 4)} more` : listed(some, 'and');
}
