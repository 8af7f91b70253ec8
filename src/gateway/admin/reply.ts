/** Answers of the admin API, and what happens beside them. */
import { marshal } from '../../go/json';
import type { Query } from '../../go/url';
import type { Gateway } from '../gateway';
import type { GatewayResponse, LogLine } from '../outcome';
import type { Catalogue } from './catalogue';

/** A call of the admin API. `path` includes the query; `secret` is what stands in `X-Tyk-Authorization`. */
export interface AdminCall {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly secret: string;
}

/** What a call of the admin API gives. */
export interface AdminAnswer {
  /** `null`: the connection was cut without an answer (the real gateway panicked). */
  readonly response: GatewayResponse | null;
  /** Lines at level info and above. */
  readonly log: readonly LogLine[];
  /** A reload was asked for; it follows a little later. */
  readonly reload: boolean;
}

/** A call on its way to the handler that its path names. */
export interface AdminRequest {
  readonly method: string;
  /** What the path names: an API's, policy's or key's id; empty when it names none. */
  readonly name: string;
  readonly query: Query;
  readonly body: string;
  readonly gateway: Gateway;
  readonly catalogue: Catalogue;
  readonly log: LogLine[];
}

const encoder = new TextEncoder();

/** Bodies up to this size are sent with their length. */
const unchunked = 2048;

/** An answer with a JSON text. */
export function jsonReply(status: number, body: string): GatewayResponse {
  const { length } = encoder.encode(body);
  const type = ['Content-Type', 'application/json'] as const;
  return { status, headers: length > unchunked ? [type] : [type, ['Content-Length', String(length)]], body };
}

/** `{"status":"error","message":…}` */
export function errorReply(status: number, message: string): GatewayResponse {
  return jsonReply(status, `{"status":"error","message":${marshal(message)}}\n`);
}

/** `{"status":"ok","message":…}` */
export function okReply(message: string): GatewayResponse {
  return jsonReply(200, `{"status":"ok","message":${marshal(message)}}\n`);
}

/** `{"key":…,"status":"ok","action":…}`, for a new key with its hash. */
export function doneReply(key: string, action: 'added' | 'modified' | 'deleted', keyHash?: string): GatewayResponse {
  const hash = keyHash === undefined ? '' : `,"key_hash":${marshal(keyHash)}`;
  return jsonReply(200, `{"key":${marshal(key)},"status":"ok","action":"${action}"${hash}}\n`);
}
