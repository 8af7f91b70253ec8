/**
 * What the tabs of the page tell each other about the shelf, so that a tab need not find out when it stores.
 */
import * as v from 'valibot';

/** What has happened on the shelf. */
export type News =
  | { readonly kind: 'saved'; readonly id: string; readonly revision: number }
  | { readonly kind: 'renamed'; readonly id: string; readonly name: string }
  | { readonly kind: 'deleted'; readonly id: string }
  | { readonly kind: 'restored'; readonly id: string }
  | { readonly kind: 'forgotten' };

/** Tells other tabs, and hears of them. */
export interface Newsroom {
  tell(news: News): void;
  /** Calls for each piece of news of another tab. */
  listen(hear: (news: News) => void): void;
}

const schema: v.GenericSchema<unknown, News> = v.variant('kind', [
  v.object({ kind: v.literal('saved'), id: v.string(), revision: v.number() }),
  v.object({ kind: v.literal('renamed'), id: v.string(), name: v.string() }),
  v.object({ kind: v.literal('deleted'), id: v.string() }),
  v.object({ kind: v.literal('restored'), id: v.string() }),
  v.object({ kind: v.literal('forgotten') }),
]);

/** The news between the tabs of this browser; silent where there is no BroadcastChannel: then storing finds out. */
export function tabNews(): Newsroom {
  const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('jwt-playground') : null;
  return {
    tell: (news) => channel?.postMessage(news),
    listen: (hear) =>
      channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        const parsed = v.safeParse(schema, data);
        if (parsed.success) hear(parsed.output);
      }),
  };
}
