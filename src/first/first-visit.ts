/** What the page's small storage holds begins with it, but for the theme. */
const own = 'jwt-playground:';

/** Whether the page is asked for what its file shows, the guide's example: by no one who keeps something here, and without a wish in the address. */
export function isFirstVisit({ search, hash }: Location): boolean {
  return search === '' && hash === '' && !holds(() => localStorage) && !holds(() => sessionStorage);
}

/** Whether a storage holds something of the page's; one that the browser forbids leaves the question open, and the whole page says so. */
function holds(storage: () => Storage): boolean {
  try {
    return Object.keys(storage()).some((key) => key.startsWith(own));
  } catch {
    return true;
  }
}
