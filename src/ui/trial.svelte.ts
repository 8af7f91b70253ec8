import { Gateway } from '../gateway/gateway';
import type { Exchange } from '../gateway/outcome';
import { algorithm } from '../keys/algorithms';
import { secretKey } from '../keys/key';
import { GatewayHost, gatewayName } from '../mock/gateway-host';
import { surroundings } from '../mock/surroundings';
import { guideHmac } from '../scenarios/guide-hmac';
import { signParts } from '../tokens/sign';
import { type DocumentProblem, readDocuments } from '../workspace/documents';

/** What the last Send came to. */
export type Outcome =
  | { readonly kind: 'answered'; readonly run: number; readonly token: string; readonly exchange: Exchange }
  /** Nothing was sent: what was typed cannot be loaded or signed. */
  | { readonly kind: 'not sent'; readonly problems: readonly Problem[] }
  /** The playground itself failed. */
  | { readonly kind: 'failed'; readonly message: string };

/** Something in the way of sending, and the field it belongs to. */
export type Problem = DocumentProblem | { readonly document: 'payload'; readonly message: string };

const hs256 = algorithm('HS256');
const utf8 = new TextEncoder();

/** One trial of a token against the gateway: what is typed, and what came of the last Send. */
export class Trial {
  definition = $state<string>(guideHmac.definition);
  policy = $state<string>(guideHmac.policy);
  payload = $state<string>(guideHmac.payload);
  secret = $state<string>(guideHmac.secret);
  path = $state<string>(guideHmac.path);

  #outcome = $state.raw<Outcome | null>(null);
  #sending = $state(false);
  #withoutWorker = $state<string | null>(null);

  readonly #gateway = new Gateway(surroundings);
  readonly #host = new GatewayHost(this.#gateway);
  readonly #started: Promise<void>;
  #runs = 0;

  constructor() {
    this.#started = this.#start();
  }

  get outcome(): Outcome | null {
    return this.#outcome;
  }

  get sending(): boolean {
    return this.#sending;
  }

  /** Why the browser allows no service worker; `null` when it does. */
  get withoutWorker(): string | null {
    return this.#withoutWorker;
  }

  /** Signs the token, loads the documents and sends the request. A run that a later one overtakes is dropped. */
  async send(): Promise<void> {
    const run = ++this.#runs;
    this.#sending = true;
    const outcome = await this.#try(run).catch((reason: unknown): Outcome => ({
      kind: 'failed',
      message: told(reason),
    }));
    if (run !== this.#runs) return;
    this.#outcome = outcome;
    this.#sending = false;
  }

  async #try(run: number): Promise<Outcome> {
    if (hs256 === undefined) throw new Error('The algorithm HS256 is unknown.');
    const header = JSON.stringify({ alg: hs256.name, typ: 'JWT' });
    const documents = readDocuments(this.definition, this.policy);
    const signed = await signParts(hs256, header, this.payload, secretKey(utf8.encode(this.secret)));
    const problems: Problem[] = documents.ok ? [] : [...documents.problems];
    if (!signed.ok) problems.push({ document: 'payload', message: signed.problem.message });
    if (!documents.ok || !signed.ok) return { kind: 'not sent', problems };

    const skipped = this.#gateway.load(documents.apis, documents.policies);
    if (skipped.length > 0) {
      return {
        kind: 'not sent',
        problems: skipped.map(({ problem }) => ({ document: 'definition', message: problem })),
      };
    }
    const request = {
      method: 'GET',
      path: this.path,
      headers: [
        ['Host', gatewayName],
        ['Authorization', `Bearer ${signed.token}`],
      ],
    } as const;
    await this.#started;
    const answering = this.#withoutWorker === null ? this.#host.send(request) : this.#gateway.handle(request);
    return { kind: 'answered', run, token: signed.token, exchange: await answering };
  }

  async #start(): Promise<void> {
    try {
      const { startWorker } = await import('../mock/worker');
      await startWorker(this.#host);
    } catch (reason) {
      this.#withoutWorker = told(reason);
    }
  }
}

function told(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
