/** Texts that nobody means well with. */

/** A hostile text, as short as its nature allows; the long ones are made when they are asked for. */
export interface HostileText {
  readonly name: string;
  readonly make: () => string;
}

const levels = 10_000;
const many = 10_000;
const tenMillion = 10_000_000;

export const markup = '<img src=x onerror="globalThis.ran=1"><script>globalThis.ran=1</script>"\'><svg/onload=ran=1>';
export const rightToLeft = '\u202eevil\u202c\u2066\u200f\u061c\u2069';
export const control =
  Array.from({ length: 32 }, (_, at) => String.fromCharCode(at)).join('') + '\u007f\u0085\u2028\ufeff';
export const loneSurrogates = 'a\ud800b\udfff';

const odd = [markup, rightToLeft, control, loneSurrogates];

/** Members with the names that reach an object's prototype. */
export const protoMembers =
  '"__proto__":{"api_id":"p","polluted":true,"sub":"x"},"constructor":{"prototype":{"polluted":true}},"toString":1,"hasOwnProperty":null,"valueOf":[]';

/** Documents that are read to the end, or refused in words: small ones. */
export const smallTexts: readonly HostileText[] = [
  ...odd.map((text, at) => ({
    name: ['markup', 'right-to-left marks', 'control characters', 'lone surrogates'][at] ?? '',
    make: () => text,
  })),
  {
    name: 'odd texts in JSON, as names and values',
    make: () =>
      JSON.stringify(
        Object.fromEntries([
          ...odd.map((text) => [text, text]),
          ['api_id', markup],
          ['id', markup],
          ['name', rightToLeft],
          ['sub', loneSurrogates],
          ['alg', control],
          ['kid', markup],
        ]),
      ),
  },
  { name: 'names of the prototype', make: () => `{${protoMembers}}` },
  {
    name: 'an OAS document with names of the prototype',
    make: () =>
      `{"openapi":"3.0.3",${protoMembers},"x-tyk-api-gateway":{${protoMembers},"server":{${protoMembers},"authentication":{"enabled":true,"securitySchemes":{${protoMembers}}}}},"components":{"securitySchemes":{${protoMembers}}},"security":[{${protoMembers}}]}`,
  },
  {
    name: 'a policy with rights to __proto__',
    make: () => `{"id":"__proto__","org_id":"constructor","access_rights":{${protoMembers}}}`,
  },
  { name: 'a half surrogate escape', make: () => '{"sub":"\\ud800","\\udfff":"\\ud800\\ud800"}' },
  {
    name: 'curl with markup',
    make: () => `curl '${markup.replaceAll("'", '')}' -H 'X: ${rightToLeft}' -d '${control}'`,
  },
  {
    name: 'a workspace of prototype names',
    make: () => `{"format":"jwt-playground","version":1,${protoMembers},"workspace":{${protoMembers}}}`,
  },
  {
    name: 'a YAML bomb',
    make: () =>
      'a: &a [x,x,x,x,x,x,x,x,x]\n' +
      Array.from(
        { length: 12 },
        (_, at) =>
          `${String.fromCharCode(98 + at)}: &${String.fromCharCode(98 + at)} [${Array(9)
            .fill(`*${String.fromCharCode(97 + at)}`)
            .join(',')}]`,
      ).join('\n'),
  },
];

/** Documents of a size that nobody types. */
export const largeTexts: readonly HostileText[] = [
  { name: '10,000 levels of objects', make: () => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}` },
  {
    name: '9,990 levels of lists in a claim',
    make: () => `{"alg":"HS256","sub":${'['.repeat(9_990)}${']'.repeat(9_990)}}`,
  },
  { name: '100,000 brackets that nothing closes', make: () => '['.repeat(100_000) },
  {
    name: '10,000 levels of YAML',
    make: () => Array.from({ length: 2_000 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
  },
  {
    name: '10,000 claims',
    make: () =>
      JSON.stringify(Object.fromEntries(Array.from({ length: many }, (_, at) => [`claim ${String(at)}`, at]))),
  },
  { name: 'one claim 10,000 times', make: () => `{${Array<string>(many).fill('"sub":"ann"').join(',')}}` },
  {
    name: '10,000 access rights',
    make: () =>
      `{"id":"gold","org_id":"o","access_rights":{${Array.from({ length: many }, (_, at) => `"api${String(at)}":{"api_id":"api${String(at)}","versions":["Default"],"allowed_urls":[{"url":"/{a}","methods":["GET"]}]}`).join(',')}}}`,
  },
  {
    name: '10,000 versions',
    make: () =>
      `{"api_id":"a","enable_jwt":true,"proxy":{"listen_path":"/a/"},"version_data":{"not_versioned":false,"versions":{${Array.from({ length: many }, (_, at) => `"v${String(at)}":{"name":"v${String(at)}","paths":{"ignored":["/x"]}}`).join(',')}}}}`,
  },
];

/** Ten million characters. */
export const hugeTexts: readonly HostileText[] = [
  { name: '10 MB in one claim', make: () => `{"alg":"HS256","sub":"${'x'.repeat(tenMillion)}"}` },
  {
    name: '10 MB of claims',
    make: () => `{${Array.from({ length: 400_000 }, (_, at) => `"claim${String(at)}":"valuevalue"`).join(',')}}`,
  },
  { name: '10 MB of lines', make: () => `{\n${'\n'.repeat(tenMillion)}}` },
  { name: '10 MB of letters', make: () => 'a'.repeat(tenMillion) },
  { name: '10 MB of blanks', make: () => `a${' '.repeat(tenMillion)}b` },
  { name: '10 MB of quotation marks', make: () => '"'.repeat(tenMillion) },
  { name: '10 MB of backslashes', make: () => `"${'\\'.repeat(tenMillion)}` },
  { name: '10 MB of dots', make: () => '.'.repeat(tenMillion) },
  { name: '10 MB of brackets', make: () => '['.repeat(tenMillion) },
  { name: '10 MB of a token', make: () => `eyJhbGciOiJIUzI1NiJ9.${'eyJ'.repeat(3_333_333)}.x` },
];
