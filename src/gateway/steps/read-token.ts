import { printValue } from '../../go/print';
import { get } from '../../go/json';
import { parseToken, type UnreadableToken } from '../../tokens/parse';
import { type Journey, type Refused, type StepResult, inHeader, pass, refuse } from '../journey';
import type { Fact } from '../outcome';
import type { RefusalCode } from '../refusals';

/** Every failure between the token's first character and its signature ends with these lines (behaviour 5.6). */
export function refuseToken(
  { log }: Journey,
  code: RefusalCode,
  error: string,
  summary: string,
  facts: readonly Fact[] = [],
): Refused {
  log.write('info', 'Attempted JWT access with non-existent key.');
  log.write('error', 'JWT validation error', { error });
  return refuse(code, summary, [...facts, { name: 'error', value: error }]);
}

const blame: Readonly<Record<UnreadableToken['part'], string>> = {
  shape: 'a token has three parts',
  header: 'the header is base64url of one JSON object',
  payload: 'the payload is base64url of a JSON object',
  alg: 'the header names a known algorithm in "alg"',
};

/** JWTMiddleware: three parts, base64, JSON, and a known algorithm (behaviour 5.3). */
export function readToken(journey: Journey): StepResult {
  const token = parseToken(journey.get('tokenText'));
  if (!token.ok) {
    const code = token.part === 'alg' ? 'algorithm_unknown' : 'token_malformed';
    const alg = token.header === undefined ? undefined : get(token.header, 'alg');
    const value = token.part === 'alg' ? (alg === undefined ? 'absent' : printValue(alg)) : token.part;
    const fact = { name: token.part, value, rule: blame[token.part], holds: false };
    return refuseToken(journey, code, token.error, token.error, [
      token.part === 'alg' ? { ...fact, place: inHeader('alg') } : fact,
    ]);
  }
  const { algorithm } = token;
  return pass(
    'three parts, header and payload are JSON',
    [{ name: 'alg', value: algorithm.name, place: inHeader('alg') }],
    { token },
  );
}
