/**
 * Forms of keys that are not read here, each with the command that makes one of it that is.
 */
import { latin1 } from '../quote-bytes';
import { onlyProblem, type Scan } from './found-key';

interface Foreign {
  readonly what: string;
  readonly message: string;
  readonly command?: string;
}

/** By the label of a PEM block. */
const byLabel: readonly (Foreign & { readonly label: RegExp })[] = [
  {
    label: /^ENCRYPTED PRIVATE KEY$/,
    what: 'encrypted private key',
    message: 'It is locked with a password. Unlock it with openssl, which asks for the password, and paste the result.',
    command: 'openssl pkey -in encrypted.pem -out private.pem',
  },
  {
    label: /^OPENSSH PRIVATE KEY$/,
    what: 'OpenSSH private key',
    message: 'OpenSSH has a form of its own. Change a copy of the file: the command writes over it.',
    command: "cp id_rsa private.pem && ssh-keygen -p -N '' -m PKCS8 -f private.pem",
  },
  {
    label: /CERTIFICATE REQUEST$/,
    what: 'certificate request',
    message: 'It asks for a certificate and is none. Its public key can be taken out.',
    command: 'openssl req -in request.pem -noout -pubkey -out public.pem',
  },
  {
    label: /^PKCS7$|^CMS$/,
    what: 'PKCS#7 bundle',
    message: 'Take the certificates out of it first.',
    command: 'openssl pkcs7 -in bundle.p7b -print_certs -out certificates.pem',
  },
  { label: /^PGP /, what: 'PGP key', message: 'Keys of PGP do not sign JSON Web Tokens.' },
  {
    label: /^DSA |^DH |^X9\.42 DH /,
    what: 'DSA or Diffie-Hellman key',
    message: 'No algorithm of JWT uses such a key.',
  },
];

/** The problem with a PEM block of this label and headers, or undefined where there may be a key in it. */
export function foreignBlock(label: string, headers: string): Foreign | undefined {
  if (/^Proc-Type:\s*4,\s*ENCRYPTED/im.test(headers)) return byLabel[0];
  return byLabel.find((each) => each.label.test(label));
}

const byText: readonly (Foreign & { readonly start: RegExp })[] = [
  {
    start: /^(ssh-(rsa|dss|ed25519)|ecdsa-sha2-\S+|sk-\S+@openssh\.com) AAAA/,
    what: 'OpenSSH public key',
    message: 'OpenSSH has a form of its own. Its own tool writes it as PEM.',
    command: 'ssh-keygen -e -m PKCS8 -f id_rsa.pub > public.pem',
  },
  {
    start: /^---- BEGIN SSH2 PUBLIC KEY ----/,
    what: 'SSH2 public key',
    message: 'Have ssh-keygen write it as PEM.',
    command: 'ssh-keygen -i -m RFC4716 -f key.ssh2 > key.pub && ssh-keygen -e -m PKCS8 -f key.pub > public.pem',
  },
  {
    start: /^PuTTY-User-Key-File-\d/,
    what: 'PuTTY private key',
    message: 'Have puttygen write it for OpenSSH, and ssh-keygen as PEM.',
    command: "puttygen key.ppk -O private-openssh -o private.pem && ssh-keygen -p -N '' -m PKCS8 -f private.pem",
  },
  {
    start: /^https?:\/\/\S+$/i,
    what: 'address',
    message:
      'This is an address, not a key. If a key set is there, an API takes it in jwt_source (as base64) or in jwksURIs.',
  },
  {
    start: /^eyJ[\w-]*\.[\w-]+\.[\w-]*$/,
    what: 'token',
    message: 'This is a token. A token holds no key that it could be checked with.',
  },
];

/** Characters of a text by which it is told what it is. */
export const longestBeginning = 100_000;

/** The problem with a text that is a known thing but no key to be read here, or undefined. */
export function foreignText(text: string): Scan | undefined {
  const beginning = text.slice(0, longestBeginning);
  const found = byText.find(({ start }) => start.test(beginning));
  return found && onlyProblem(found.what, found.message, found.command);
}

/** The same for a file that is not text. */
export function foreignFile(bytes: Uint8Array): Scan | undefined {
  const magic = latin1(bytes.subarray(0, 4));
  if (magic !== '\xfe\xed\xfe\xed' && magic !== '\xce\xce\xce\xce') return undefined;
  return onlyProblem(
    'Java key store',
    'Have keytool write it as PKCS#12, and openssl as PEM.',
    'keytool -importkeystore -srckeystore keystore.jks -destkeystore keystore.p12 -deststoretype PKCS12 && openssl pkcs12 -in keystore.p12 -noenc -out keys.pem',
  );
}

/** A PKCS#8 key in DER that is encrypted. */
export const encryptedDer: Foreign = {
  what: 'encrypted private key',
  message: 'It is locked with a password. Unlock it with openssl, which asks for the password, and drop the result.',
  command: 'openssl pkcs8 -inform DER -in encrypted.der -out private.pem',
};

/** A PKCS#12 file. */
export const pkcs12: Foreign = {
  what: 'PKCS#12 file',
  message: 'It is locked with a password. Take the keys out with openssl, which asks for the password.',
  command: 'openssl pkcs12 -in keys.p12 -noenc -out keys.pem',
};

/** A certificate request in DER. */
export const requestDer: Foreign = {
  what: 'certificate request',
  message: 'It asks for a certificate and is none. Its public key can be taken out.',
  command: 'openssl req -inform DER -in request.der -noout -pubkey -out public.pem',
};
