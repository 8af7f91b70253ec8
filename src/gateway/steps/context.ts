import { requestVariables } from '../context-variables';
import { type Journey, type StepResult, pass } from '../journey';

/** MiddlewareContextVars: makes `$tyk_context` variables of the request (behaviour 7.9). */
export function setContextVariables(journey: Journey): StepResult {
  journey.contextVariables = requestVariables(journey);
  return pass('the request’s variables are set');
}

/** RateCheckMW: counts requests for the gateway's own statistics, and refuses none. */
export function countRequest(): StepResult {
  return pass('for statistics');
}
