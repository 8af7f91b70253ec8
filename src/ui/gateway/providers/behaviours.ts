import type { ProviderBehaviour } from '../../../workspace/providers';

/** Something a provider can do wrong, and what the gateway makes of it (behaviour.md 5.5). */
export interface BehaviourChoice {
  /** Stable, for a control's value. */
  readonly id: string;
  readonly group: string;
  readonly title: string;
  /** What the gateway makes of it, in a sentence or two. */
  readonly effect: string;
  readonly behaviour: ProviderBehaviour;
}

const keySet = 'Key set';
const server = 'Server';

export const behaviours: readonly BehaviourChoice[] = [
  {
    id: 'normal',
    group: '',
    title: 'Nothing: it works',
    effect: '',
    behaviour: { kind: 'normal' },
  },
  {
    id: 'unknown-kid',
    group: 'Tokens',
    title: 'Unknown kid in its tokens',
    effect:
      'Its tokens name a key that is in no key set: 403, “No matching KID could be found”. The gateway does not fetch again for it.',
    behaviour: { kind: 'unknown kid' },
  },
  {
    id: 'x5c-only',
    group: keySet,
    title: 'Certificates alone (x5c)',
    effect: 'A key without n and e spoils the whole set: 403, “invalid RSA key, missing n/e values”. Nothing is kept.',
    behaviour: { kind: 'x5c only' },
  },
  {
    id: 'html',
    group: keySet,
    title: 'An HTML page',
    effect:
      "403, “invalid character '<' looking for beginning of value”. Nothing is kept: the next request asks again.",
    behaviour: { kind: 'malformed key set', form: 'HTML page' },
  },
  {
    id: 'cut',
    group: keySet,
    title: 'JSON that is cut off',
    effect: '403, “unexpected end of JSON input”. Nothing is kept: the next request asks again.',
    behaviour: { kind: 'malformed key set', form: 'cut JSON' },
  },
  {
    id: 'no-keys',
    group: keySet,
    title: 'JSON without keys',
    effect: 'An empty key set to the gateway, and it is kept: 403, also for 240 s after the provider is well again.',
    behaviour: { kind: 'malformed key set', form: 'no keys' },
  },
  {
    id: 'bad-key',
    group: keySet,
    title: 'A bad key beside the good ones',
    effect: 'One bad key spoils the whole set: 403 for tokens of the good keys too. Nothing is kept.',
    behaviour: { kind: 'malformed key set', form: 'bad key' },
  },
  {
    id: 'own',
    group: keySet,
    title: 'A text that you write',
    effect: 'The gateway gets this text. One that it cannot read is 403, and is asked for again by the next request.',
    behaviour: { kind: 'own key set', text: '' },
  },
  {
    id: '500-keys',
    group: 'HTTP 500 at the key set',
    title: 'HTTP 500, with the key set as body',
    effect: 'The gateway does not look at the status: tokens pass.',
    behaviour: { kind: 'HTTP 500', body: 'key set' },
  },
  {
    id: '500-error',
    group: 'HTTP 500 at the key set',
    title: 'HTTP 500, with an error as body',
    effect: 'The JSON of the error is a key set without keys, and it is kept: 403 for 240 s.',
    behaviour: { kind: 'HTTP 500', body: 'error' },
  },
  {
    id: '500-empty',
    group: 'HTTP 500 at the key set',
    title: 'HTTP 500, without a body',
    effect: '403, “unexpected end of JSON input”. Nothing is kept: the next request asks again.',
    behaviour: { kind: 'HTTP 500', body: 'none' },
  },
  {
    id: 'unreachable',
    group: server,
    title: 'Unreachable',
    effect: '403, “connection refused” in the log. It gives no tokens either.',
    behaviour: { kind: 'unreachable' },
  },
  {
    id: 'slow',
    group: server,
    title: 'Slow',
    effect: 'The request that fetches the key set waits for it, those after it do not.',
    behaviour: { kind: 'slow', milliseconds: 3000 },
  },
];

/** The choice that a behaviour is. */
export function choiceOf(behaviour: ProviderBehaviour): BehaviourChoice | undefined {
  return behaviours.find((choice) => isSame(choice.behaviour, behaviour));
}

function isSame(a: ProviderBehaviour, b: ProviderBehaviour): boolean {
  if (a.kind === 'malformed key set') return b.kind === a.kind && b.form === a.form;
  if (a.kind === 'HTTP 500') return b.kind === a.kind && b.body === a.body;
  return a.kind === b.kind;
}
