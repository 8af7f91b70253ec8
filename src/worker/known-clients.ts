/**
 * msw asks the browser for the page behind each request, which is a turn to another process and back, a tenth of what Send
 * takes. A page that sends a request or a message is there, so what was found for it once still holds.
 */

/** Who finds a page by its id, as the browser's `Clients` do. */
interface Finder<Page> {
  get(id: string): Promise<Page | undefined>;
}

/** Lets `get` answer at once for a page that it has found before. Ask it only for the page that an event comes from. */
export function rememberClients<Page>(clients: Finder<Page>): void {
  const ask = clients.get.bind(clients);
  const known = new Map<string, Page>();
  async function find(id: string): Promise<Page | undefined> {
    const page = await ask(id);
    if (page !== undefined) known.set(id, page);
    return page;
  }
  const get = (id: string): Promise<Page | undefined> => {
    const page = known.get(id);
    return page === undefined ? find(id) : Promise.resolve(page);
  };
  Object.defineProperty(clients, 'get', { value: get });
}
