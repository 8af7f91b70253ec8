/**
 * The openssl commands (3.0 and later) that make a key of the same kind and turn one form into another.
 * They use the file names of `key-forms.ts`, and each works after those before it.
 */
import { toBigInt } from '../curves';
import { readMaterial, type EcMaterial, type KeyMaterial, type RsaMaterial } from '../key-material';
import { modulusBits } from '../key-title';

export interface KeyCommand {
  /** What it does, for a person. */
  readonly title: string;
  /** For a POSIX shell. */
  readonly command: string;
  /** The file that it writes; absent when it prints. */
  readonly file?: string;
}

/** The commands for a key of this kind and size; none for a JWK that is no key. Nothing of the key itself is in them. */
export function keyCommands(jwk: Readonly<Record<string, unknown>>): readonly KeyCommand[] {
  const read = readMaterial(jwk);
  return read.ok ? commandsFor(read.material) : [];
}

function commandsFor(material: KeyMaterial): readonly KeyCommand[] {
  switch (material.kind) {
    case 'secret':
      return secretCommands(material.bytes.length);
    case 'rsa':
      return [...rsaMake(material), ...pairCommands, ...rsaConversions, ...sources];
    case 'ec':
      return [...ecMake(material), ...pairCommands, ...ecConversions, ...sources];
    case 'ed25519':
      return [make('openssl genpkey -algorithm ED25519 -out private.pem'), ...pairCommands];
  }
}

function make(command: string): KeyCommand {
  return { title: 'Make a private key (PKCS#8)', command, file: 'private.pem' };
}

function secretCommands(bytes: number): readonly KeyCommand[] {
  return [
    { title: 'Make a secret', command: `openssl rand -out secret.bin ${bytes}`, file: 'secret.bin' },
    {
      title: 'Make a secret of text: hexadecimal digits',
      command: `openssl rand -hex ${Math.ceil(bytes / 2)} | tr -d '\\n' > secret.txt`,
      file: 'secret.txt',
    },
    {
      title: 'In base64, for jwt_source',
      command: 'openssl base64 -A -in secret.bin -out jwt_source.txt',
      file: 'jwt_source.txt',
    },
    {
      title: 'In base64url',
      command: "openssl base64 -A -in secret.bin | tr '+/' '-_' | tr -d '=' > secret.base64url",
      file: 'secret.base64url',
    },
    { title: 'In hexadecimal', command: "od -An -v -tx1 secret.bin | tr -d ' \\n' > secret.hex", file: 'secret.hex' },
    {
      title: 'Back from base64',
      command: 'openssl base64 -d -A -in jwt_source.txt -out secret.bin',
      file: 'secret.bin',
    },
  ];
}

function rsaMake({ n, e }: RsaMaterial): readonly KeyCommand[] {
  const exponent = toBigInt(e);
  const unusual = exponent === 65537n ? '' : ` -pkeyopt rsa_keygen_pubexp:${exponent}`;
  return [make(`openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:${modulusBits(n)}${unusual} -out private.pem`)];
}

function ecMake({ curve }: EcMaterial): readonly KeyCommand[] {
  return [make(`openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:${curve} -out private.pem`)];
}

const pairCommands: readonly KeyCommand[] = [
  {
    title: 'Its public key (SPKI)',
    command: 'openssl pkey -in private.pem -pubout -out public.pem',
    file: 'public.pem',
  },
  {
    title: 'The public key as DER',
    command: 'openssl pkey -pubin -in public.pem -pubout -outform DER -out public.der',
    file: 'public.der',
  },
  {
    title: 'A certificate for it, signed by itself, for a year',
    command: 'openssl req -new -x509 -key private.pem -days 365 -subj /CN=example -out certificate.pem',
    file: 'certificate.pem',
  },
  {
    title: 'The public key of a certificate',
    command: 'openssl x509 -in certificate.pem -noout -pubkey > public.pem',
    file: 'public.pem',
  },
  { title: 'Look into a private key', command: 'openssl pkey -in private.pem -noout -text' },
  { title: 'Look into a public key', command: 'openssl pkey -pubin -in public.pem -noout -text' },
];

const rsaConversions: readonly KeyCommand[] = [
  {
    title: 'PKCS#8 to PKCS#1',
    command: 'openssl rsa -in private.pem -traditional -out private-pkcs1.pem',
    file: 'private-pkcs1.pem',
  },
  { title: 'PKCS#1 to PKCS#8', command: 'openssl pkey -in private-pkcs1.pem -out private.pem', file: 'private.pem' },
  {
    title: 'Public key, SPKI to PKCS#1',
    command: 'openssl rsa -pubin -in public.pem -RSAPublicKey_out -out public-pkcs1.pem',
    file: 'public-pkcs1.pem',
  },
  {
    title: 'Public key, PKCS#1 to SPKI, which the gateway reads',
    command: 'openssl rsa -RSAPublicKey_in -in public-pkcs1.pem -pubout -out public.pem',
    file: 'public.pem',
  },
];

const ecConversions: readonly KeyCommand[] = [
  { title: 'PKCS#8 to SEC1', command: 'openssl ec -in private.pem -out private-sec1.pem', file: 'private-sec1.pem' },
  { title: 'SEC1 to PKCS#8', command: 'openssl pkey -in private-sec1.pem -out private.pem', file: 'private.pem' },
];

const sources: readonly KeyCommand[] = [
  {
    title: 'The public key in base64, for jwt_source',
    command: 'openssl base64 -A -in public.pem -out jwt_source.txt',
    file: 'jwt_source.txt',
  },
  {
    title: 'Back from jwt_source',
    command: 'openssl base64 -d -A -in jwt_source.txt -out public.pem',
    file: 'public.pem',
  },
];
