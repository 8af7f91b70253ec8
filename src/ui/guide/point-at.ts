import { tick } from 'svelte';
import { fieldPath } from '../../guide/lessons/api-field';
import { apiInHand } from '../../guide/lessons/facts';
import type { Where } from '../../guide/lessons/lesson';
import type { Playground } from '../state/playground.svelte';
import { spots } from './spots';

/** How long an outline stays, in milliseconds. */
const shownFor = 4000;
const focusable = 'input, select, textarea, button, a[href], [tabindex]';

let outlined: HTMLElement | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Brings a place onto the screen without taking the focus there: what was just done can be seen. */
export async function bringIntoView(playground: Playground, where: Where): Promise<void> {
  if ('spot' in where) {
    spots[where.spot].bring(playground);
    await drawn();
    outline(elementOf(where.spot));
  } else if ('claim' in where) {
    playground.view.column = 'token';
    await drawn();
    outline(document.querySelector<HTMLElement>('#column-token .code:has([aria-label="Payload"])'));
  } else {
    const api = apiInHand(playground.workspace);
    if (api === null) return;
    playground.view.column = 'gateway';
    playground.view.document = { kind: 'apis', id: api.document.id };
    await drawn();
    outline(document.querySelector<HTMLElement>(`#column-gateway [data-field="${where.field}"]`));
  }
}

/** Puts the cursor on a place, and an outline around it. */
export async function pointAt(playground: Playground, where: Where): Promise<void> {
  if ('spot' in where) {
    spots[where.spot].bring(playground);
    await drawn();
    const element = elementOf(where.spot);
    const target = element?.matches(focusable) === true ? element : element?.querySelector<HTMLElement>(focusable);
    target?.focus({ preventScroll: true });
    outline(element);
    return;
  }
  revealPlace(playground, where);
  await drawn();
  const focused = document.activeElement;
  const column = 'claim' in where ? '#column-token' : '#column-gateway';
  if (focused instanceof HTMLElement && focused.closest(column) !== null) {
    outline(focused.closest<HTMLElement>('.field, .code') ?? focused);
  }
}

function revealPlace(playground: Playground, where: Exclude<Where, { spot: unknown }>): void {
  if ('claim' in where) {
    playground.reveal({ document: 'token payload', path: [where.claim] });
    return;
  }
  const api = apiInHand(playground.workspace);
  const path = api === null ? null : fieldPath(api.document.draft, where.field);
  if (api === null || path === null) return;
  playground.reveal({ document: 'api', id: api.value.definition.api_id, path: path.map(String) });
}

/** When what was asked for stands on the page: the form takes one more update for its cursor. */
async function drawn(): Promise<void> {
  await tick();
  await new Promise((resolve) => requestAnimationFrame(resolve));
  await tick();
}

function elementOf(spot: keyof typeof spots): HTMLElement | null {
  for (const selector of spots[spot].find) {
    const found = [...document.querySelectorAll<HTMLElement>(selector)].find((element) => element.checkVisibility());
    if (found !== undefined) return found;
  }
  return null;
}

function outline(element: HTMLElement | null): void {
  clearTimeout(timer);
  outlined?.classList.remove('pointed');
  outlined = element;
  if (element === null) return;
  element.classList.add('pointed');
  // A sheet at the bottom covers the lower half.
  const isCovered = document.querySelector('aside.sheet') !== null;
  element.scrollIntoView({ block: isCovered ? 'start' : 'center' });
  timer = setTimeout(() => element.classList.remove('pointed'), shownFor);
}
