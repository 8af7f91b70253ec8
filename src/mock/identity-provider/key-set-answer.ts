/** The answer at a key set's address, well or spoilt as the provider is told to. */
import type { GatewayResponse } from '../../gateway/outcome';
import type { MalformedKeySet, Provider } from '../../workspace/providers';
import { keySetOf } from './key-set';
import { json, respondWith } from './responses';

/** What a GET of the key set gives. The gateway looks at the body alone, not at status and type (behaviour 5.5). */
export function answerKeySet(provider: Provider): GatewayResponse {
  const { behaviour } = provider;
  switch (behaviour.kind) {
    case 'x5c only':
      return json(200, keySetOf(provider, 'x5c only'));
    case 'malformed key set':
      return malformed(provider, behaviour.form);
    case 'own key set':
      return respondWith(200, 'application/json', behaviour.text);
    case 'HTTP 500':
      if (behaviour.body === 'key set') return json(500, keySetOf(provider));
      if (behaviour.body === 'error') return json(500, { error: 'unknown_error' });
      return { status: 500, headers: [['Content-Length', '0']], body: '' };
    case 'normal':
    case 'unknown kid':
    case 'unreachable':
    case 'slow':
      return json(200, keySetOf(provider));
  }
}

function malformed(provider: Provider, form: MalformedKeySet): GatewayResponse {
  switch (form) {
    case 'HTML page':
      return respondWith(
        200,
        'text/html; charset=utf-8',
        '<!DOCTYPE html>\n<html lang="en"><head><title>Down for maintenance</title></head><body></body></html>\n',
      );
    case 'cut JSON': {
      const whole = JSON.stringify(keySetOf(provider));
      return respondWith(200, 'application/json', whole.slice(0, Math.floor(whole.length / 2)));
    }
    case 'no keys':
      return json(200, { status: 'ok' });
    case 'bad key': {
      const { keys } = keySetOf(provider);
      const good = Array.isArray(keys) ? keys : [];
      return json(200, { keys: [...good, { kid: 'broken', kty: 'RSA', use: 'sig', e: 'AQAB' }] });
    }
  }
}
