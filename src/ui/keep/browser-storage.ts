/** The browser's own small storage; `null` where it allows none. */
export function browserStorage(which: 'local' | 'session'): Storage | null {
  try {
    return which === 'local' ? localStorage : sessionStorage;
  } catch {
    return null;
  }
}

const openKey = 'jwt-playground:open';
/** `first-visit.ts` looks for whatever begins so. */
const keptKey = 'jwt-playground:kept';

/** The id of the workspace that this tab had open before it was reloaded; `null`: none. */
export function openInThisTab(): string | null {
  return browserStorage('session')?.getItem(openKey) ?? null;
}

/** Remembers what this tab has open, and for all tabs that something is kept: a new one begins with that, not with the example. */
export function rememberOpen(id: string): void {
  try {
    browserStorage('session')?.setItem(openKey, id);
    browserStorage('local')?.setItem(keptKey, 'yes');
  } catch {
    // A reload opens the one that was changed last, in whichever tab.
  }
}

/** Takes away everything that the page has put into the small storages. */
export function forgetSmallThings(): void {
  for (const storage of [browserStorage('local'), browserStorage('session')]) {
    if (storage === null) continue;
    const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
    for (const key of keys) if (key === 'theme' || key.startsWith('jwt-playground:')) storage.removeItem(key);
  }
}
