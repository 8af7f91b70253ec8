/**
 * A workspace and its answer, made ready to be given away.
 */
import type { Exchange, Fact, GatewayResponse, Header, LogLine, UpstreamRequest } from '../../gateway/outcome';
import type { Evaluation } from '../evaluate';
import type { SharedAnswer } from '../stored/shared-answer';
import type { StoredWorkspace } from '../stored/stored-workspace';
import { isSecretHeader } from './secret-members';
import { leftOut } from './known-secrets';
import { withoutSecrets } from './without-secrets';

/** What is given away, as it goes into a link or a file. `shown`: the answer on the screen; `null`: there is none yet. */
export interface Sharing {
  readonly name: string;
  readonly shown: Pick<Evaluation, 'workspace' | 'at' | 'token' | 'exchange'>;
  /** The person has said that private keys and secrets go along. */
  readonly secrets: boolean;
}

/** The stored form of what is shared: as it was judged, with the answer. Without secrets, all that tells one is left out. */
export function share({ name, shown, secrets }: Sharing): StoredWorkspace {
  const { workspace, at, token } = shown;
  const exchange = withoutSession(shown.exchange);
  if (secrets) return { name, workspace, shared: { answer: { at, exchange }, secrets, leftOut: [] } };
  const plain = withoutSecrets(workspace, token, at);
  const { scrub } = plain;
  return {
    name: scrub(name),
    workspace: plain.workspace,
    shared: { answer: { at, exchange: scrubbedExchange(exchange, scrub) }, secrets, leftOut: plain.leftOut },
  };
}

function withoutSession({ response, upstream, upstreamAnswer, log, trace }: Exchange): SharedAnswer['exchange'] {
  return { response, upstream, log, trace, ...(upstreamAnswer === undefined ? {} : { upstreamAnswer }) };
}

type Scrub = (text: string) => string;

/** What an answer repeats of a secret is taken out of it, and nothing else. */
function scrubbedExchange(exchange: SharedAnswer['exchange'], scrub: Scrub): SharedAnswer['exchange'] {
  const { response, upstream, upstreamAnswer, log, trace } = exchange;
  return {
    response: response === null ? null : scrubbedResponse(response, scrub),
    upstream: upstream === null ? null : scrubbedRequest(upstream, scrub),
    ...(upstreamAnswer === undefined ? {} : { upstreamAnswer: scrubbedResponse(upstreamAnswer, scrub) }),
    log: log.map((line) => scrubbedLine(line, scrub)),
    trace: trace.map((row) => ({
      ...row,
      summary: scrub(row.summary),
      facts: row.facts.map((fact) => scrubbedFact(fact, scrub)),
      ...(row.refusal === undefined ? {} : { refusal: { ...row.refusal, message: scrub(row.refusal.message) } }),
    })),
  };
}

function scrubbedResponse({ status, headers, body }: GatewayResponse, scrub: Scrub): GatewayResponse {
  return { status, headers: scrubbedHeaders(headers, scrub), body: scrub(body) };
}

function scrubbedRequest({ method, path, headers, body }: UpstreamRequest, scrub: Scrub): UpstreamRequest {
  const plain = { method, path: scrub(path), headers: scrubbedHeaders(headers, scrub) };
  return body === undefined ? plain : { ...plain, body: scrub(body) };
}

/** Authorization is the token's usual place, and the token goes along. */
function scrubbedHeaders(headers: readonly Header[], scrub: Scrub): readonly Header[] {
  return headers.map(([name, value]): Header => {
    const isSecret = isSecretHeader(name) && name.toLowerCase() !== 'authorization';
    return [name, isSecret ? leftOut : scrub(value)];
  });
}

function scrubbedLine({ level, message, ...fields }: LogLine, scrub: Scrub): LogLine {
  const entries = Object.entries(fields).map(([name, value]): [string, unknown] => [
    name,
    typeof value === 'string' ? scrub(value) : value,
  ]);
  return { level, message: scrub(message), ...Object.fromEntries(entries) };
}

function scrubbedFact({ value, rule, ...rest }: Fact, scrub: Scrub): Fact {
  return { ...rest, value: scrub(value), ...(rule === undefined ? {} : { rule: scrub(rule) }) };
}
