/**
 * What the page opens with: what the address asks for, else the workspace that was open before, else the guide's example.
 */
import { guideHmacWorkspace } from '../../scenarios/guide-hmac';
import { storeNotes } from '../../workspace/keep/journal';
import { dropLongDeleted, openIndexedShelf } from '../../workspace/keep/indexed-shelf';
import { problemText } from '../../workspace/keep/keeper';
import { MemoryShelf } from '../../workspace/keep/memory-shelf';
import { newPlace, type Place } from '../../workspace/keep/place';
import type { Shelf, ShelfProblem } from '../../workspace/keep/shelf';
import { hasLink, readLink } from '../../workspace/share/link';
import type { SharedWith } from '../../workspace/stored/shared-answer';
import { parseStored } from '../../workspace/stored/stored-workspace';
import { emptyWorkspace, freshId } from '../../workspace/workspace';
import { browserStorage, openInThisTab } from './browser-storage';

/** Something that could not be opened, and what can be saved of it. */
export interface OpeningProblem {
  /** In a sentence or two. */
  readonly message: string;
  /** The text as it was found, to be downloaded; `null`: there is none. */
  readonly rescue: string | null;
}

/** What the page opens with. */
export interface Start {
  readonly shelf: Shelf;
  /** Why the browser's storage is not used; `null`: it is. */
  readonly shelfProblem: ShelfProblem | null;
  readonly place: Place;
  /** What came with a shared workspace; `null`: it is none. */
  readonly shared: SharedWith | null;
  readonly problem: OpeningProblem | null;
  /** It is the guide's example, which parts of the gateway can wait for. */
  readonly isExample: boolean;
}

type Found = Pick<Start, 'place' | 'shared' | 'problem' | 'isExample'>;

/**
 * Looks where the address and the browser's storage lead to. Nothing is stored by that. A page in a frame of another page
 * (`?embed`) has no storage: what is kept in the browser is not that page's to show.
 */
export async function findStart(address: URL): Promise<Start> {
  const now = (): number => Date.now();
  if (address.searchParams.has('embed')) {
    const shelf = new MemoryShelf(now);
    return { shelf, shelfProblem: null, ...(await findFirst(address, shelf)) };
  }
  const opened = await openIndexedShelf(now);
  const shelf = opened.ok ? opened.value : new MemoryShelf(now);
  await storeNotes(browserStorage('local'), shelf, freshId);
  void dropLongDeleted(shelf, now());
  const found = await findFirst(address, shelf);
  return { shelf, shelfProblem: opened.ok ? null : opened.problem, ...found };
}

async function findFirst(address: URL, shelf: Shelf): Promise<Found> {
  if (hasLink(address.hash)) {
    const read = await readLink(address.hash);
    if (read.ok) {
      const { name, workspace, shared } = read.value;
      return { place: newPlace(workspace, freshId(), name), shared: shared ?? null, problem: null, isExample: false };
    }
    const own = await findOwn(shelf);
    const untouched = address.searchParams.has('embed') ? '' : ' Your own workspace is as it was.';
    return { ...own, problem: { message: read.problem + untouched, rescue: null } };
  }
  return address.searchParams.has('new') ? blank() : findOwn(shelf);
}

async function findOwn(shelf: Shelf): Promise<Found> {
  const ids = await idsToTry(shelf);
  for (const id of ids) {
    const read = await shelf.read(id);
    if (!read.ok && read.problem.kind === 'gone') continue;
    if (!read.ok) return { ...guideExample(), problem: { message: read.problem.message, rescue: null } };
    const { name, revision, text } = read.value;
    const parsed = parseStored(text);
    if (parsed.ok) {
      const place = { ...newPlace(parsed.value.workspace, id, name), revision };
      return { place, shared: null, problem: null, isExample: false };
    }
    const message = `The workspace “${name}” cannot be opened. ${problemText(parsed)} It is still in the list of workspaces.`;
    return { ...guideExample(), problem: { message, rescue: text } };
  }
  return guideExample();
}

/** This tab's own comes first, then the one that was changed last. */
async function idsToTry(shelf: Shelf): Promise<readonly string[]> {
  const [last, listed] = await Promise.all([shelf.lastOpened(), shelf.list()]);
  const all = (listed.ok ? listed.value.entries : []).filter(({ deleted }) => deleted === null).map(({ id }) => id);
  return [openInThisTab(), last.ok ? last.value : null, ...all].filter((id) => id !== null);
}

/** What a first visit opens with. */
function guideExample(): Found {
  return {
    place: newPlace(guideHmacWorkspace(), freshId(), 'Guide example'),
    shared: null,
    problem: null,
    isExample: true,
  };
}

function blank(): Found {
  return {
    place: newPlace(emptyWorkspace(), freshId(), 'New workspace'),
    shared: null,
    problem: null,
    isExample: false,
  };
}
