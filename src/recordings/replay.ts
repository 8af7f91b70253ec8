/**
 * Replays a recorded case in a fresh gateway, in the world that the recorded one had around it.
 */
import { answerAdmin } from '../gateway/admin/admin';
import {
  type Catalogue,
  emptyCatalogue,
  oasToSave,
  putDefinition,
  putPolicy,
  sourcesOf,
} from '../gateway/admin/catalogue';
import { readClassic } from '../gateway/definition/classic';
import { readOas } from '../gateway/definition/oas';
import { readSession } from '../gateway/definition/session';
import { Gateway } from '../gateway/gateway';
import { addKey, deleteKey } from '../gateway/key-admin';
import type { Exchange } from '../gateway/outcome';
import { settings } from '../gateway/settings';
import type { JsonObject } from '../go/json';
import type { RecordedAdminCall, RecordedApi, RecordedCase, RecordedExchange } from './recording';
import { RecordedWorld } from './world';

/** What the emulation gave for one recorded exchange. */
export interface Replayed {
  readonly recorded: RecordedExchange;
  readonly exchange: Exchange;
}

/** The gateway just before a recorded exchange. */
export interface Before {
  readonly recorded: RecordedExchange;
  /** As it is until the next exchange is asked for. */
  readonly gateway: Gateway;
  readonly apis: readonly RecordedApi[];
  readonly policies: readonly JsonObject[];
  readonly world: RecordedWorld;
}

function must<T>(decoded: { ok: true; value: T } | { ok: false; error: string }, what: string): T {
  if (!decoded.ok) throw new Error(`${what}: ${decoded.error}`);
  return decoded.value;
}

/**
 * Saves what the recorded gateway had in its files. Of an OAS document with its classic form, both are taken as they are.
 * A file that cannot be read is left out, as the gateway does.
 */
function saveApis(catalogue: Catalogue, apis: readonly RecordedApi[]): void {
  catalogue.apis.clear();
  for (const { classic, oas } of apis) {
    if (classic === undefined || oas === undefined) {
      putDefinition(catalogue, oas === undefined ? 'classic' : 'oas', oas ?? classic ?? '');
      continue;
    }
    const definition = readClassic(classic);
    const document = readOas(oas);
    if (!definition.ok || !document.ok) continue;
    const saved = oasToSave(document.value, definition.value, null);
    if (saved.ok) catalogue.apis.set(definition.value.api_id, saved.value);
  }
}

function savePolicies(catalogue: Catalogue, policies: readonly JsonObject[]): void {
  catalogue.policies.clear();
  for (const policy of policies) putPolicy(catalogue, JSON.stringify(policy));
}

function setKeys(gateway: Gateway, keys: Readonly<Record<string, JsonObject | null>>): void {
  for (const [name, session] of Object.entries(keys)) {
    if (session === null) deleteKey(gateway.world, '', name);
    else addKey(gateway.world, gateway, name, must(readSession(JSON.stringify(session)), 'recorded key'));
  }
}

/** Recordings show header values byte by byte as Latin-1; the gateway reads them as UTF-8. */
export function fromLatin1(value: string): string {
  return new TextDecoder().decode(Uint8Array.from(value, (character) => character.charCodeAt(0)));
}

/** The gateway of a recorded case, in its world, with what it had loaded. */
export class RecordedGateway {
  readonly world = new RecordedWorld();
  readonly gateway = new Gateway(this.world);
  readonly catalogue = emptyCatalogue();
  /** What the recording says was saved last. */
  #apis: readonly RecordedApi[] = [];
  #policies: readonly JsonObject[] = [];

  constructor(recorded: RecordedCase) {
    this.#save(recorded.apis, recorded.policies);
    this.reload();
    this.#setKeySets(recorded.jwks ?? {});
    if (recorded.keys === undefined) return;
    this.world.setClock((recorded.keysAt ?? 0) * 1000);
    setKeys(this.gateway, recorded.keys);
  }

  /** Takes what is saved into force. */
  reload(): void {
    const { apis, policies } = sourcesOf(this.catalogue);
    this.gateway.load(apis, policies);
  }

  #setKeySets(sets: NonNullable<RecordedExchange['jwks']>): void {
    for (const [url, set] of Object.entries(sets)) {
      if (set === null) this.world.keySets.delete(url);
      else this.world.keySets.set(url, set);
    }
  }

  /** Brings the world to where an exchange began. */
  prepare({ at, atMs, apis, policies, keys, jwks, reload }: RecordedExchange): void {
    this.world.setClock(atMs ?? at * 1000);
    if (jwks !== undefined) this.#setKeySets(jwks);
    if (keys !== undefined) setKeys(this.gateway, keys);
    this.#save(apis, policies);
    if (apis !== undefined || policies !== undefined || reload === true) this.reload();
  }

  #save(apis: RecordedExchange['apis'], policies: RecordedExchange['policies']): void {
    if (apis !== undefined) saveApis(this.catalogue, (this.#apis = apis));
    if (policies !== undefined) savePolicies(this.catalogue, (this.#policies = policies));
  }

  /** What there is before an exchange that was prepared. */
  before(recorded: RecordedExchange): Before {
    return { recorded, gateway: this.gateway, apis: this.#apis, policies: this.#policies, world: this.world };
  }

  /** Asks what the exchange asks. */
  async ask({ request, admin }: RecordedExchange): Promise<Exchange> {
    if (admin !== undefined) return this.#askAdmin(admin);
    if (request === undefined) throw new Error('an exchange asks for something');
    const headers = request.headers.map(([name, value]) => [name, fromLatin1(value)] as const);
    return this.gateway.handle({ method: 'GET', ...request, headers });
  }

  #askAdmin({ method, path, body = '', secret = settings.secret }: RecordedAdminCall): Exchange {
    const answer = answerAdmin(this.gateway, this.catalogue, { method, path, body, secret });
    if (answer.reload) this.reload();
    return { response: answer.response, upstream: null, log: answer.log, trace: [] };
  }
}

/** Replays the exchanges of a case in order. */
export async function* replayCase(recorded: RecordedCase): AsyncGenerator<Replayed> {
  const replay = new RecordedGateway(recorded);
  for (const exchange of recorded.exchanges) {
    replay.prepare(exchange);
    yield { recorded: exchange, exchange: await replay.ask(exchange) };
  }
}

/** Replays the exchanges of a case in order, and gives for each what was before it. */
export async function* replayBefore(recorded: RecordedCase): AsyncGenerator<Before> {
  const replay = new RecordedGateway(recorded);
  for (const exchange of recorded.exchanges) {
    replay.prepare(exchange);
    yield replay.before(exchange);
    await replay.ask(exchange);
  }
}
