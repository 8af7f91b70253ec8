/**
 * The members of a token's header explained (behaviour 5.3 to 5.5, 6).
 */
import { get, isObject, unmarshal, type JsonObject } from '../../go/json';
import { algorithm } from '../../keys/algorithms';
import type { LoadedApi } from '../../gateway/loaded-api';
import { findsKeyByKid } from '../key-lookup';
import { familyOf } from '../../gateway/steps/signing-method';
import { isUnwalked } from '../json-depth';
import { treeOf } from '../json-edit';
import { kindOf, type ClaimRemark } from './claim-remark';
import { whyUnread } from './unread';

const utf8 = new TextEncoder();

/** Remarks on the members of a header's text, as `explainClaims` for the payload. */
export function explainHeader(headerText: string, api: LoadedApi | null): readonly ClaimRemark[] {
  if (isUnwalked(headerText)) return [];
  const read = unmarshal(utf8.encode(headerText));
  if (!read.ok || !isObject(read.value)) return [];
  const header = read.value;
  const heard = api !== null && whyUnread(api) === null ? api : null;
  const remarks: ClaimRemark[] = [];
  const names = new Set((treeOf(headerText)?.children ?? []).map(({ children }) => String(children?.[0]?.value)));
  if (!names.has('alg')) remarks.push(missingAlg);
  if (heard !== null && !names.has('kid') && findsKeyByKid(heard)) remarks.push(missingKid);
  for (const name of names) {
    if (name === 'alg') remarks.push(aboutAlg(header, heard));
    else if (name === 'kid') remarks.push(aboutKid(header, heard));
    else remarks.push(ignored(name));
  }
  return remarks;
}

const missingAlg: ClaimRemark = {
  path: [],
  text: 'no alg: refused',
  tone: 'bad',
  details: ['alg names the algorithm of the signature (RFC 7515 §4.1.1). Without it the token is refused.'],
};

const missingKid: ClaimRemark = {
  path: [],
  text: 'no kid: refused',
  tone: 'bad',
  details: ['The API looks for the key in a key set, by the header’s kid.'],
};

const familyNames: Readonly<Partial<Record<string, string>>> = {
  hmac: 'HMAC',
  rsa: 'RSA',
  'rsa-pss': 'RSA',
  ecdsa: 'ECDSA',
  ed25519: 'EdDSA',
};

function aboutAlg(header: JsonObject, api: LoadedApi | null): ClaimRemark {
  const alg = get(header, 'alg') ?? null;
  const path = ['alg'];
  const details = ['The algorithm of the signature (RFC 7515 §4.1.1).'];
  const row = typeof alg === 'string' ? algorithm(alg) : undefined;
  if (row === undefined) {
    const text = typeof alg === 'string' ? 'no known algorithm: refused' : `${kindOf(alg)}: refused`;
    return { path, text, tone: 'bad', details: [...details, 'Names are compared letter by letter, in upper case.'] };
  }
  details.push(`${row.name}: ${row.title}.`);
  const family = familyNames[row.family];
  if (api === null) return { path, text: row.title, tone: 'plain', details };
  const method = api.definition.jwt_signing_method;
  const wanted = familyOf(method);
  const holds = (wanted?.of ?? ['hmac']).includes(row.family);
  const named = familyNames[wanted?.of[0] ?? 'hmac'] ?? method;
  details.push(
    `jwt_signing_method is ${JSON.stringify(method)}: only the family is fixed, the token chooses the hash.`,
  );
  if (wanted === undefined) details.push('That word is none of hmac, rsa and ecdsa, so it counts as hmac.');
  if (!holds)
    return { path, text: `the API wants ${named}`, wide: `refused: the API wants ${named}`, tone: 'bad', details };
  return { path, text: 'as the API wants', wide: `${family ?? ''} family, as the API wants`, tone: 'plain', details };
}

function aboutKid(header: JsonObject, api: LoadedApi | null): ClaimRemark {
  const kid = get(header, 'kid') ?? null;
  const path = ['kid'];
  const details = ['Which key the token is signed with (RFC 7515 §4.1.4).'];
  if (api === null) return { path, text: 'names the key', tone: 'plain', details };
  const compared = comparedSubject(kid, api);
  if (findsKeyByKid(api)) {
    if (typeof kid !== 'string') {
      return { path, text: `${kindOf(kid)}: refused`, tone: 'bad', details: [...details, 'It has to be a text.'] };
    }
    details.push('The gateway takes the first key of the key set with this very kid.', ...compared.details);
    return { path, text: `finds the key${compared.text}`, tone: compared.tone, details };
  }
  if (api.definition.jwt_source === '' && typeof kid === 'string' && !api.definition.jwt_skip_kid) {
    details.push('The API has no key source: the Tyk key of this name holds the secret, and its session is used.');
    return {
      path,
      text: `names the Tyk key${compared.text}`,
      tone: compared.tone,
      details: [...details, ...compared.details],
    };
  }
  details.push('This API has one key for all tokens, so kid plays no part.', ...compared.details);
  return { path, text: compared.text === '' ? 'ignored' : compared.text.slice(2), tone: compared.tone, details };
}

/** The trap of `allowedSubjects`: where there is a kid, that is compared, not the subject. */
function comparedSubject(kid: unknown, api: LoadedApi): Pick<ClaimRemark, 'text' | 'tone' | 'details'> {
  const allowed = api.jwtScheme?.allowedSubjects ?? [];
  if (allowed.length === 0 || typeof kid !== 'string' || api.definition.jwt_skip_kid) {
    return { text: '', tone: 'plain', details: [] };
  }
  const details = ['allowedSubjects is compared with the kid, not with the subject, unless skipKid is on.'];
  return allowed.includes(kid)
    ? { text: ', an allowed subject', tone: 'ok', details }
    : { text: ', not an allowed subject', tone: 'bad', details };
}

const meanings: Readonly<Partial<Record<string, string>>> = {
  typ: 'The kind of the whole token (RFC 7519 §5.1).',
  cty: 'The kind of what is inside (RFC 7519 §5.2).',
  crit: 'Members that a reader must understand (RFC 7515 §4.1.11).',
  b64: 'Whether the payload is base64url (RFC 7797 §3).',
  zip: 'How the payload is compressed (RFC 7516 §4.1.3).',
  jwk: 'The public key itself (RFC 7515 §4.1.3).',
  jku: 'The address of a key set (RFC 7515 §4.1.2).',
  x5u: 'The address of a certificate (RFC 7515 §4.1.5).',
  x5c: 'A chain of certificates (RFC 7515 §4.1.6).',
  x5t: 'The SHA-1 thumbprint of a certificate (RFC 7515 §4.1.7).',
  'x5t#S256': 'The SHA-256 thumbprint of a certificate (RFC 7515 §4.1.8).',
};

function ignored(name: string): ClaimRemark {
  const meaning = meanings[name] ?? 'A name that issuer and reader have agreed on (RFC 7515 §4.3).';
  const more = ['jwk', 'jku', 'x5u', 'x5c'].includes(name)
    ? 'The gateway trusts no key that comes with a token.'
    : 'The gateway does not look at it.';
  return { path: [name], text: 'ignored', tone: 'plain', details: [meaning, more] };
}
