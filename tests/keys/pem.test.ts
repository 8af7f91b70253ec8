import { expect, test } from 'vitest';
import { decodePem } from '../../src/keys/pem';
import * as keys from './fixtures';
import { derOf } from './read';

const pem = keys.ed25519;
const der = derOf(pem);
const lines = pem.trimEnd().split('\n');
const body = lines.slice(1, -1).join('\n');
const block = (label: string, inside = body): string => `-----BEGIN ${label}-----\n${inside}\n-----END ${label}-----`;

function decode(text: string): Uint8Array | undefined {
  return decodePem(Uint8Array.from(text, (character) => character.charCodeAt(0)));
}

test.each([
  ['as openssl writes it', pem],
  ['with CRLF', pem.replaceAll('\n', '\r\n')],
  ['without a last line feed', pem.trimEnd()],
  ['with blank lines', pem.replaceAll('\n', '\n\n')],
  ['in one long line', block('PUBLIC KEY', body.replaceAll('\n', ''))],
  [
    'with blanks and tabs in and after its lines',
    block('PUBLIC KEY', body.replaceAll('A', 'A \t')).replaceAll('\n', ' \t\n'),
  ],
  ['under any label', block('SOMETHING ELSE')],
  ['under an empty label', block('')],
  ['with header lines', block('PUBLIC KEY', `Proc-Type: 4\n:\n\n${body}`)],
  ['with text before it, on lines of its own', `Some text\n${pem}`],
  ['before another block', `${pem}${keys.p256}`],
  ['after a BEGIN without END', `-----BEGIN X-----\nAAAA\n${pem}`],
  ['after an END without BEGIN', `\n-----END X-----\n${pem}`],
  ['after a block that is no base64', `${block('X', '!')}\n${pem}`],
])('finds a block %s', (_, text) => {
  expect(decode(text)).toEqual(der);
});

test.each([
  ['without line breaks', pem.replaceAll('\n', '')],
  ['with blanks for line breaks', pem.replaceAll('\n', ' ')],
  ['with indented lines', pem.replaceAll(/^/gm, ' ')],
  ['with text before BEGIN on its line', `x${pem}`],
  ['with labels that differ', pem.replace('END PUBLIC', 'END PRIVATE')],
  ['with text after END', `${pem.trimEnd()}x`],
  ['cut before END', lines.slice(0, -1).join('\n')],
  ['with a character that is no base64', pem.replace('M', '!')],
  ['whose label has a colon, so that all its lines are headers', '-----BEGIN A-----\nB: C\n-----END A: B-----\n'],
])('finds no block %s', (_, text) => {
  expect(decode(text)).toBeUndefined();
});

test('finds an empty block', () => {
  expect(decode('-----BEGIN X-----\n-----END X-----')).toEqual(new Uint8Array());
});
