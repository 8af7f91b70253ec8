import { applyImport, workspaceOf } from '../../workspace/import/apply-import';
import type { GivenFile } from '../../workspace/import/given-file';
import type { ImportPart } from '../../workspace/import/part';
import type { FoundImport } from '../../workspace/import/recognise-files';
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
  #asked = 0;

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
    const { recogniseText } = await import('../../workspace/import/recognise-files');
    await this.#look(() => recogniseText(text));
  }

  async takeFiles(files: Promise<readonly GivenFile[]>): Promise<void> {
    this.#text = '';
    await this.#look(async () => {
      const [given, { recogniseFiles }] = await Promise.all([files, import('../../workspace/import/recognise-files')]);
      this.#from = given.map(({ name }) => name);
      return recogniseFiles(given);
    });
  }

  /** The newest question counts; what an older one finds is dropped. */
  async #look(looking: () => Promise<FoundImport>): Promise<void> {
    const number = ++this.#asked;
    this.#busy = true;
    const found = await looking().catch((reason: unknown): FoundImport => {
      const why = reason instanceof Error ? reason.message : String(reason);
      return { parts: [], workspaces: [], notUnderstood: [{ what: 'It could not be read', why }] };
    });
    if (number !== this.#asked) return;
    this.#busy = false;
    this.#found = found;
    this.#left = new Set();
  }

  /** Forgets what was given. */
  clear(): void {
    this.#asked++;
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

const views = new WeakMap<Playground, ImportView>();

/** The page's import. */
export function importViewOf(playground: Playground): ImportView {
  const known = views.get(playground);
  if (known !== undefined) return known;
  const made = new ImportView(playground);
  views.set(playground, made);
  return made;
}
