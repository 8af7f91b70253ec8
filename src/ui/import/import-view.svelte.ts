import { applyImport, workspaceOf } from '../../workspace/import/apply-import';
import type { GivenFile } from '../../workspace/import/given-file';
import type { ImportPart } from '../../workspace/import/part';
import type { FoundImport } from '../../workspace/import/recognise-files';
import { asideIfLong } from '../aside/longest-here';
import type { Work } from '../aside/work';
import type { KeptWorkspaces } from '../state/kept-workspaces.svelte';
import type { Playground } from '../state/playground.svelte';

/** What somebody has dropped or pasted, and what was found in it; nothing of it is in the workspace yet. */
export class ImportView {
  readonly #playground: Playground;
  /** What is pasted. */
  #text = $state('');
  /** The names of what was dropped; `null`: a text was pasted. */
  #from = $state.raw<readonly string[] | null>(null);
  #found = $state.raw<FoundImport | null>(null);
  /** Parts that are not to be taken. */
  #left = $state.raw<ReadonlySet<ImportPart>>(new Set());
  #busy = $state(false);
  #ending = new AbortController();

  constructor(playground: Playground) {
    this.#playground = playground;
  }

  get text(): string {
    return this.#text;
  }

  get from(): readonly string[] | null {
    return this.#from;
  }

  /** `null`: nothing was given yet. */
  get found(): FoundImport | null {
    return this.#found;
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** The parts that are to be taken. */
  get chosen(): readonly ImportPart[] {
    return (this.#found?.parts ?? []).filter((part) => part.kind !== 'unknown' && !this.#left.has(part));
  }

  /** Whether a part is not to be taken. */
  isLeft(part: ImportPart): boolean {
    return this.#left.has(part);
  }

  choose(part: ImportPart, on: boolean): void {
    const left = new Set(this.#left);
    if (on) left.delete(part);
    else left.add(part);
    this.#left = left;
  }

  async takeText(text: string): Promise<void> {
    this.#text = text;
    this.#from = null;
    if (text.trim() === '') {
      this.clear();
      return;
    }
    await this.#look(() => Promise.resolve({ kind: 'import of a text', text }));
  }

  async takeFiles(files: Promise<readonly GivenFile[]>): Promise<void> {
    this.#text = '';
    await this.#look(async (signal) => {
      const given = await files;
      if (!signal.aborted) this.#from = given.map(({ name }) => name);
      return { kind: 'import of files', files: given };
    });
  }

  /** The newest question counts; an older one is ended, and what it finds is dropped. */
  async #look(asking: (signal: AbortSignal) => Promise<Extract<Work, { kind: `import${string}` }>>): Promise<void> {
    this.#ending.abort();
    const { signal } = (this.#ending = new AbortController());
    this.#busy = true;
    const found = await asking(signal)
      .then((work) => recognise(work, signal))
      .catch((reason: unknown): FoundImport => {
        const why = reason instanceof Error ? reason.message : String(reason);
        return { parts: [], workspaces: [], notUnderstood: [{ what: 'It could not be read', why }] };
      });
    if (signal.aborted) return;
    this.#busy = false;
    this.#found = found;
    this.#left = new Set();
  }

  /** Ends the looking. What was pasted stays. */
  cancel(): void {
    this.#ending.abort();
    this.#busy = false;
    this.#found = null;
  }

  /** Forgets what was given. */
  clear(): void {
    this.#ending.abort();
    this.#busy = false;
    this.#text = '';
    this.#from = null;
    this.#found = null;
  }

  /** Puts the chosen parts into the open workspace, as one step to undo, and shows them. */
  putIntoWorkspace(): void {
    const { chosen } = this;
    const playground = this.#playground;
    playground.update((workspace) => applyImport(workspace, chosen));
    this.#showTaken(chosen);
    this.clear();
  }

  /** Opens a workspace of the chosen parts alone. */
  openAsWorkspace(kept: KeptWorkspaces): void {
    const workspace = workspaceOf(this.chosen);
    kept.openBeside({ name: 'Imported workspace', workspace });
    this.clear();
  }

  #showTaken(parts: readonly ImportPart[]): void {
    const { view, workspace } = this.#playground;
    const first = parts.find(({ kind }) => kind === 'api' || kind === 'policy');
    if (first === undefined) {
      view.column = parts.some(({ kind }) => kind === 'request') ? 'answer' : 'token';
      return;
    }
    const kind = first.kind === 'api' ? 'apis' : 'policies';
    const text = 'text' in first ? first.text : '';
    const document = workspace[kind].find(({ draft }) => draft === text);
    view.column = 'gateway';
    if (document !== undefined) view.document = { kind, id: document.id };
  }
}

/** Recognises what was given: a large text or file in a worker, which the signal ends. */
async function recognise(work: Extract<Work, { kind: `import${string}` }>, signal: AbortSignal): Promise<FoundImport> {
  const length =
    work.kind === 'import of a text' ? work.text.length : work.files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const here = async (): Promise<FoundImport> => {
    const { recogniseFiles, recogniseText } = await import('../../workspace/import/recognise-files');
    return work.kind === 'import of a text' ? recogniseText(work.text) : recogniseFiles(work.files);
  };
  return asideIfLong(length, work, here, signal);
}

const views = new WeakMap<Playground, ImportView>();

/** The page's import. */
export function importViewOf(playground: Playground): ImportView {
  const known = views.get(playground);
  if (known !== undefined) return known;
  const made = new ImportView(playground);
  views.set(playground, made);
  return made;
}
