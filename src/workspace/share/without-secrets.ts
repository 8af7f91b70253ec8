/**
 * A workspace as it may be shown to anybody: without private keys and secrets, with the token as it was made and a clock that
 * stands still, so that what can still be judged is judged as it was.
 */
import type { JWK } from 'jose';
import { decodeRawUrl, withoutPadding } from '../../go/base64';
import { titleOf } from '../document-title';
import { isUnwalked } from '../json-depth';
import type { Provider } from '../providers';
import type { EncodedToken } from '../token';
import type { Document, DocumentKind, NamedKey, NameValue, RequestDraft, TokenDraft, Workspace } from '../workspace';
import { KnownSecrets, leftOut } from './known-secrets';
import { holdsPrivateKey, isSecretHeader, withoutSecretMembers, withoutSecretPairs } from './secret-members';

/** A workspace without secrets, and what was taken out. */
export interface WithoutSecrets {
  readonly workspace: Workspace;
  /** For a person: `jwt_source of Orders`. */
  readonly leftOut: readonly string[];
  /** Takes what was taken out of the workspace out of any other text. */
  readonly scrub: (text: string) => string;
}

/** Takes the secrets out. `token`: the token as it was sent; `at`: the gateway's time then, in milliseconds. */
export function withoutSecrets(workspace: Workspace, token: EncodedToken, at: number): WithoutSecrets {
  const taking = new Taking();
  const apis = taking.documents('apis', workspace.apis);
  const policies = taking.documents('policies', workspace.policies);
  const keys = taking.keys(workspace.keys);
  const providers = workspace.providers.map((provider) => taking.provider(provider));
  const request = taking.request(workspace.request);
  const { secrets } = taking;
  const scrub = (text: string): string => secrets.scrub(text);
  return {
    workspace: {
      apis: apis.map((document) => scrubbed(document, secrets)),
      policies: policies.map((document) => scrubbed(document, secrets)),
      keys: keys.map((key) => ({ ...key, name: scrub(key.name), kid: scrub(key.kid) })),
      providers: providers.map((provider) => scrubbedProvider(provider, scrub)),
      request: scrubbedRequest(request, scrub),
      token: frozen(workspace.token, token),
      clock: { runs: false, at },
    },
    leftOut: [...new Set(taking.names.map(scrub))],
    scrub,
  };
}

/** A token that was made is sent as it is from now on; one that could not be made needs no key to say so. */
function frozen(draft: TokenDraft, token: EncodedToken): TokenDraft {
  if (draft.kind === 'encoded') return draft;
  return token.ok ? { kind: 'encoded', text: token.text } : { ...draft, keyId: null };
}

class Taking {
  readonly secrets = new KnownSecrets();
  readonly names: string[] = [];

  documents(kind: DocumentKind, documents: readonly Document[]): readonly Document[] {
    return documents.flatMap((document) => {
      const { title } = titleOf(kind, document);
      const draft = this.#redacted(document.draft, title);
      const saved = document.saved === null ? null : this.#redacted(document.saved, title);
      if (draft === null) this.names.push(`the unsaved text of ${title}, which is no JSON`);
      const shown = draft ?? saved;
      return shown === null ? [] : [{ ...document, draft: shown, saved }];
    });
  }

  #redacted(text: string, of: string): string | null {
    const redacted = withoutSecretMembers(text);
    if (redacted === null) return null;
    for (const secret of redacted.secrets) this.secrets.addText(secret);
    for (const name of redacted.names) this.names.push(`${name} of ${of}`);
    return redacted.text;
  }

  keys(keys: readonly NamedKey[]): readonly NamedKey[] {
    return keys.flatMap((key) => {
      const shown = this.#publicHalf(key);
      return shown === null ? [] : [shown];
    });
  }

  /** `null`: there is nothing public about a secret. */
  #publicHalf(key: NamedKey): NamedKey | null {
    const { jwk, certificate, ...named } = key;
    const isSecret = jwk.kty === 'oct' || jwk.k !== undefined;
    for (const value of [jwk.k, jwk.d, jwk.p, jwk.q, jwk.dp, jwk.dq, jwk.qi, jwk.priv]) this.#addEncoded(value);
    for (const part of jwk.oth ?? []) [part.d, part.r, part.t].forEach((value) => this.#addEncoded(value));
    if (isSecret) this.names.push(`the secret “${this.#plainName(key)}”`);
    else if (jwk.d !== undefined) this.names.push(`the private half of “${key.name}”`);
    if (isSecret) return null;
    const shown = { ...named, jwk: publicMembers(jwk) };
    return certificate === undefined || holdsPrivateKey(certificate) ? shown : { ...shown, certificate };
  }

  /** The key's name, unless it tells the secret. */
  #plainName({ name }: NamedKey): string {
    return this.secrets.scrub(name);
  }

  #addEncoded(value: string | undefined): void {
    const decoded = value === undefined ? null : decodeRawUrl(withoutPadding(value));
    if (value !== undefined) this.secrets.addText(value);
    if (decoded?.ok === true) this.secrets.addBytes(decoded.bytes);
  }

  provider(provider: Provider): Provider {
    const keys = provider.keys.flatMap(({ key, published }) => {
      const shown = this.#publicHalf(key);
      return shown === null ? [] : [{ key: shown, published }];
    });
    const hide = (secret: string, name: string): string => {
      if (secret === '') return secret;
      this.secrets.addText(secret);
      this.names.push(`${name} of ${provider.name}`);
      return leftOut;
    };
    const clients = provider.clients.map((client) => ({
      ...client,
      clientSecret: hide(client.clientSecret, 'the client secrets'),
    }));
    const users = provider.users.map((user) => ({ ...user, password: hide(user.password, 'the passwords') }));
    return { ...provider, keys, clients, users, behaviour: this.#behaviour(provider) };
  }

  /** A key set that somebody wrote may have private keys in it; one that is no JSON says nothing of what is in it. */
  #behaviour({ behaviour, name }: Provider): Provider['behaviour'] {
    if (behaviour.kind !== 'own key set' || behaviour.text === '') return behaviour;
    const text = this.#redacted(behaviour.text, `the key set of ${name}`);
    if (text === null) this.names.push(`the key set of ${name}, which is no JSON`);
    return { ...behaviour, text: text ?? '' };
  }

  request(request: RequestDraft): RequestDraft {
    const headers = request.headers.map((header) => this.#header(header));
    const path = withoutSecretPairs(request.path, leftOut);
    if (path !== request.path) this.names.push('secret parameters of the request’s query');
    return { ...request, headers, path, body: this.#body(request.body) };
  }

  #header(header: NameValue): NameValue {
    if (header.value === '' || !(isSecretHeader(header.name) || holdsPrivateKey(header.value))) return header;
    this.secrets.addText(header.value);
    this.names.push(`the request’s header ${header.name}`);
    return { ...header, value: leftOut };
  }

  #body(body: string): string {
    if (isUnwalked(body)) {
      this.names.push('the request’s body, which is too long or too deep to look for secrets in');
      return '';
    }
    const members = this.#redacted(body, 'the request’s body');
    const plain = members ?? withoutSecretPairs(body, leftOut);
    if (members === null && plain !== body) this.names.push('secret fields of the request’s body');
    if (!holdsPrivateKey(plain)) return plain;
    this.names.push('the private key in the request’s body');
    return '';
  }
}

function publicMembers({ kty, crv, x, y, n, e, alg, use, kid, x5c, x5t, x5u, pub, ...rest }: JWK): JWK {
  const all = { kty, crv, x, y, n, e, alg, use, kid, x5c, x5t, 'x5t#S256': rest['x5t#S256'], x5u, pub };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** In a text that is JSON only values are scrubbed, since a name may be a secret’s text by chance. */
function scrubbed(document: Document, secrets: KnownSecrets): Document {
  const clean = (text: string): string => (secrets.isIn(text) ? scrubbedValues(text, secrets) : text);
  return { ...document, draft: clean(document.draft), saved: document.saved === null ? null : clean(document.saved) };
}

function scrubbedValues(text: string, secrets: KnownSecrets): string {
  return text.replace(/("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?/g, (written, literal: string, colon: string | undefined) => {
    const value: unknown = colon === undefined ? JSON.parse(literal) : null;
    return typeof value === 'string' && secrets.isIn(value) ? JSON.stringify(secrets.scrub(value)) : written;
  });
}

function scrubbedProvider(provider: Provider, scrub: (text: string) => string): Provider {
  return {
    ...provider,
    name: scrub(provider.name),
    behaviour:
      provider.behaviour.kind === 'own key set'
        ? { ...provider.behaviour, text: scrub(provider.behaviour.text) }
        : provider.behaviour,
    keys: provider.keys.map(({ key, published }) => ({ key: { ...key, name: scrub(key.name) }, published })),
    clients: provider.clients.map((each) => ({ ...each, name: scrub(each.name), claims: scrub(each.claims) })),
    users: provider.users.map((each) => ({ ...each, name: scrub(each.name), claims: scrub(each.claims) })),
  };
}

function scrubbedRequest(request: RequestDraft, scrub: (text: string) => string): RequestDraft {
  const pairs = (list: readonly NameValue[]): readonly NameValue[] =>
    list.map((each) => ({ ...each, value: scrub(each.value) }));
  return {
    ...request,
    path: scrub(request.path),
    headers: pairs(request.headers),
    cookies: pairs(request.cookies),
    body: scrub(request.body),
  };
}
