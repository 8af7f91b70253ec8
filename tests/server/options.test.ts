import { expect, test } from 'vitest';
import { type Options, readOptions, usage } from '../../src/server/options';

const standard: Options = {
  folder: null,
  port: null,
  secret: null,
  level: 'info',
  json: false,
  explain: false,
  accessLog: true,
  upstream: null,
  write: false,
  help: false,
};

test('without words everything is as usual', () => {
  expect(readOptions([])).toEqual({ ok: true, value: standard });
});

test('reads every option', () => {
  const words = 'folder --port 0 --secret S --level debug --json --explain --no-access-log --mock-upstream --write';
  expect(readOptions(words.split(' '))).toEqual({
    ok: true,
    value: {
      folder: 'folder',
      port: 0,
      secret: 'S',
      level: 'debug',
      json: true,
      explain: true,
      accessLog: false,
      upstream: 'mock',
      write: true,
      help: false,
    },
  });
  expect(readOptions(['--real-upstream'])).toMatchObject({ value: { upstream: 'real' } });
  expect(readOptions(['--help'])).toMatchObject({ value: { help: true } });
});

test.each([
  ['--port x', '--port x is no port.'],
  ['--port 65536', '--port 65536 is no port.'],
  ['--level warn', '--level is info or debug, not warn.'],
  ['--mock-upstream --real-upstream', '--mock-upstream and --real-upstream exclude each other.'],
  ['--write', '--write needs a FOLDER to write to.'],
  ['a b', 'One folder is enough: a, b.'],
])('says what is wrong: %s', (words, error) => {
  expect(readOptions(words.split(' '))).toEqual({ ok: false, error });
});

test.each([
  [['--prot', '1'], '--prot'],
  [['--port'], '--port'],
])('says of words that it does not know or that lack one: %s', (words, named) => {
  const options = readOptions(words);
  expect(options.ok ? '' : options.error).toContain(named);
});

test('the help names every option', () => {
  const options = ['port', 'secret', 'level', 'json', 'explain', 'no-access-log', 'mock-upstream', 'real-upstream', 'write', 'help']; // prettier-ignore
  for (const option of options) expect(usage).toContain(`--${option}`);
});
