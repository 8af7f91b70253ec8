import { checkSignature as verifySignature } from '../../tokens/check-signature';
import { type Journey, type StepResult, pass } from '../journey';
import { refuseToken } from './read-token';

/** JWTMiddleware: was the token signed with the key (behaviour 5.6)? */
export function checkSignature(journey: Journey): StepResult | Promise<StepResult> {
  const error = verifySignature(journey.get('token'), journey.get('key'));
  return error instanceof Promise ? error.then((late) => judged(journey, late)) : judged(journey, error);
}

function judged(journey: Journey, error: string | null): StepResult {
  const { title } = journey.get('token').algorithm;
  const facts = [
    { name: 'signature', value: title, rule: 'made with the key over header and payload', holds: error === null },
  ];
  if (error === null) return pass('valid', facts);
  return refuseToken(journey, 'signature_invalid', error, 'the token was not signed with this key', facts);
}
