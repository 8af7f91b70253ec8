/**
 * What a person edits, as one immutable value of plain data. A change makes a new value; parts that did not change are the
 * same objects, so that an undo step costs little and a view can tell by identity what changed.
 */
import type { JWK } from 'jose';
import type { Provider } from './providers';

/** A definition or a policy: the text in the editor, and the text that the gateway has. */
export interface Document {
  /** Stable within the workspace; not the API's or the policy's own id, which the text holds and a person may change. */
  readonly id: string;
  /** What is typed: JSON, or on its way there. */
  readonly draft: string;
  /** What was saved to the gateway last; `null`: never. */
  readonly saved: string | null;
}

/** A key that tokens can be signed with, or only checked. Every kind of key is a JWK; a secret is one of type `oct`. */
export interface NamedKey {
  readonly id: string;
  readonly name: string;
  /** The JWK's own members `kid` and `use` are not used: these are. */
  readonly kid: string;
  readonly use: 'sig' | 'enc' | '';
  readonly jwk: JWK;
  /** The certificate that the key came with, as PEM. */
  readonly certificate?: string;
}

/** Something done to a token on purpose, so that it is bad. */
export type TokenFault =
  | 'wrong key'
  | 'payload changed'
  | 'signature cut'
  | 'alg none'
  | 'other family'
  | 'expired'
  | 'not yet valid'
  | 'issued in the future'
  | 'kid missing'
  | 'kid unknown';

/** A token that is made here from its parts. */
export interface ComposedToken {
  readonly kind: 'composed';
  /** JSON texts. In the payload a time claim may be written as `"now + 5 min"`: it follows the gateway's clock. */
  readonly header: string;
  readonly payload: string;
  /** A key of the workspace; `null`: none chosen. */
  readonly keyId: string | null;
  readonly fault: TokenFault | null;
}

/** The token: made here from its parts, or pasted and sent as it is. */
export type TokenDraft = ComposedToken | { readonly kind: 'encoded'; readonly text: string };

/** A header, cookie or query parameter of the request; one that is off is kept and not sent. */
export interface NameValue {
  readonly name: string;
  readonly value: string;
  readonly on: boolean;
}

/** Where the request carries the token. A prefix is sent as it stands, its blank included. */
export type TokenPlacement =
  | { readonly in: 'header'; readonly name: string; readonly prefix: string }
  | { readonly in: 'query'; readonly name: string }
  | { readonly in: 'cookie'; readonly name: string }
  | { readonly in: 'nowhere' };

export interface RequestDraft {
  readonly method: string;
  /** The request target as sent: path, and query with its `?`. */
  readonly path: string;
  readonly headers: readonly NameValue[];
  readonly cookies: readonly NameValue[];
  readonly body: string;
  readonly token: TokenPlacement;
}

/** The gateway's clock: this machine's moved by an offset, or standing still. Milliseconds. */
export type Clock = { readonly runs: true; readonly offset: number } | { readonly runs: false; readonly at: number };

export interface Workspace {
  readonly apis: readonly Document[];
  readonly policies: readonly Document[];
  readonly keys: readonly NamedKey[];
  readonly providers: readonly Provider[];
  readonly token: TokenDraft;
  readonly request: RequestDraft;
  readonly clock: Clock;
}

/** The two lists of documents. */
export type DocumentKind = 'apis' | 'policies';

/** A workspace with nothing in it: no API, no policy, no key, a token without claims, the clock of this machine. */
export function emptyWorkspace(): Workspace {
  return {
    apis: [],
    policies: [],
    keys: [],
    providers: [],
    token: {
      kind: 'composed',
      header: '{\n  "alg": "HS256",\n  "typ": "JWT"\n}',
      payload: '{\n}',
      keyId: null,
      fault: null,
    },
    request: {
      method: 'GET',
      path: '/',
      headers: [],
      cookies: [],
      body: '',
      token: { in: 'header', name: 'Authorization', prefix: 'Bearer ' },
    },
    clock: { runs: true, offset: 0 },
  };
}

/** An id for a new document or key: unlike every other in any workspace. */
export function freshId(): string {
  return crypto.randomUUID();
}

/** A new document that the gateway does not have yet. */
export function newDocument(draft: string, saved: string | null = null): Document {
  return { id: freshId(), draft, saved };
}

/** Whether the gateway has something else than what is typed. */
export function isUnsaved({ draft, saved }: Document): boolean {
  return draft !== saved;
}

/** The workspace with one document changed. */
export function withDocument(
  workspace: Workspace,
  kind: DocumentKind,
  id: string,
  change: (document: Document) => Document,
): Workspace {
  return { ...workspace, [kind]: workspace[kind].map((each) => (each.id === id ? change(each) : each)) };
}

/** The gateway's time in milliseconds since 1970, when this machine's clock says `machine`. */
export function clockTime(clock: Clock, machine: number): number {
  return clock.runs ? machine + clock.offset : clock.at;
}
