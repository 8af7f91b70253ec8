import { differences, parts, type Part } from '../../recordings/compare';
import { readCases } from '../../recordings/recording';
import { loadParts } from '../../go/late';
import { replayCase } from '../../recordings/replay';

/** What the replay of one file of recordings has found so far. */
export interface FileRow {
  readonly file: string;
  readonly exchanges: number;
  /** Exchanges that are equal in all five parts. */
  readonly equal: number;
}

/** An exchange that differs, and in which parts. */
export interface Unequal {
  readonly file: string;
  readonly name: string;
  /** From 1. */
  readonly number: number;
  readonly parts: readonly Part[];
}

/** The recordings' addresses; the files themselves are fetched when they are replayed. */
const files: Readonly<Record<string, string>> = import.meta.glob('../../../tests/recordings/*.jsonl.gz', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** Milliseconds of work after which the page gets its turn. */
const slice = 12;

/** Replays the project's recordings in the page. */
export class ReplayRun {
  #rows = $state.raw<readonly FileRow[]>([]);
  #unequal = $state.raw<readonly Unequal[]>([]);
  #state = $state<'not begun' | 'runs' | 'done' | 'cancelled' | 'failed'>('not begun');
  #problem = $state('');
  #share = $state(0);
  #seconds = $state(0);
  #abort = new AbortController();

  get rows(): readonly FileRow[] {
    return this.#rows;
  }

  get unequal(): readonly Unequal[] {
    return this.#unequal;
  }

  get state(): 'not begun' | 'runs' | 'done' | 'cancelled' | 'failed' {
    return this.#state;
  }

  /** What went wrong, when the files could not be had. */
  get problem(): string {
    return this.#problem;
  }

  /** How much is done, from 0 to 1. */
  get share(): number {
    return this.#share;
  }

  get seconds(): number {
    return this.#seconds;
  }

  get exchanges(): number {
    return this.#rows.reduce((sum, row) => sum + row.exchanges, 0);
  }

  get equal(): number {
    return this.#rows.reduce((sum, row) => sum + row.equal, 0);
  }

  cancel(): void {
    this.#abort.abort();
  }

  /** Replays all files, one after another. */
  async start(): Promise<void> {
    this.#rows = [];
    this.#unequal = [];
    this.#share = 0;
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.#state = 'runs';
    const start = performance.now();
    try {
      const wanted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
      for (const [at, [path, url]] of wanted.entries()) {
        await this.#replay(path.replace(/^.*\/|\.jsonl\.gz$/g, ''), url, at / wanted.length, 1 / wanted.length);
        if (signal.aborted) break;
      }
      this.#state = signal.aborted ? 'cancelled' : 'done';
    } catch (reason) {
      this.#state = 'failed';
      this.#problem = reason instanceof Error ? reason.message : String(reason);
    }
    this.#seconds = (performance.now() - start) / 1000;
  }

  async #replay(file: string, url: string, from: number, weight: number): Promise<void> {
    await loadParts();
    const cases = [...readCases(await textOf(url))];
    let [exchanges, equal, since] = [0, 0, performance.now()];
    for (const [at, recorded] of cases.entries()) {
      let number = 0;
      for await (const { recorded: wanted, exchange } of replayCase(recorded)) {
        number++;
        exchanges++;
        const differing = new Set(differences(wanted, exchange).map(({ part }) => part));
        if (differing.size === 0) equal++;
        else
          this.#unequal = [
            ...this.#unequal,
            { file, name: recorded.name, number, parts: parts.filter((part) => differing.has(part)) },
          ];
      }
      if (performance.now() - since < slice && at < cases.length - 1) continue;
      this.#rows = [...this.#rows.filter((row) => row.file !== file), { file, exchanges, equal }];
      this.#share = from + (weight * (at + 1)) / cases.length;
      await new Promise((resolve) => setTimeout(resolve));
      if (this.#abort.signal.aborted) return;
      since = performance.now();
    }
  }
}

/** The text of a compressed file; some servers have unpacked it on the way. */
async function textOf(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} was answered ${String(response.status)}.`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return new TextDecoder().decode(bytes);
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(unpacked).text();
}
