import { printValue } from '../../go/print';
import { get } from '../../go/json';
import { parseToken, type UnreadableToken } from '../../tokens/parse';
import { type Journey, type Refused, type StepResult, inHeader, inPayload, pass, refuse } from '../journey';
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

/** What is to blame for a token that cannot be read, and where it stands. */
function blamed(text: string, { part, header }: UnreadableToken): Fact {
  switch (part) {
    case 'shape':
      return { name: 'parts', value: partsOf(text), rule: 'a token has three', holds: false };
    case 'header':
      return {
        name: 'header',
        value: 'cannot be read',
        rule: 'base64url of one JSON object',
        holds: false,
        place: inHeader(),
      };
    case 'payload':
      return {
        name: 'payload',
        value: 'cannot be read',
        rule: 'base64url of a JSON object',
        holds: false,
        place: inPayload(),
      };
    case 'alg': {
      const alg = header === undefined ? undefined : get(header, 'alg');
      const value = alg === undefined ? 'absent' : printValue(alg);
      return { name: 'alg', value, rule: 'names a known algorithm', holds: false, place: inHeader('alg') };
    }
  }
}

function partsOf(text: string): string {
  const most = 1000;
  const parts = text.split('.', most).length;
  return parts < most ? String(parts) : `${String(most)} or more`;
}

/** JWTMiddleware: three parts, base64, JSON, and a known algorithm (behaviour 5.3). */
export function readToken(journey: Journey): StepResult {
  const text = journey.get('tokenText');
  const token = parseToken(text);
  if (!token.ok) {
    const code = token.part === 'alg' ? 'algorithm_unknown' : 'token_malformed';
    return refuseToken(journey, code, token.error, token.error, [blamed(text, token)]);
  }
  const { algorithm } = token;
  return pass(
    'three parts, header and payload are JSON',
    [{ name: 'alg', value: algorithm.name, place: inHeader('alg') }],
    { token },
  );
}
