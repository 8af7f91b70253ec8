import { tick } from 'svelte';
import { fieldPath } from '../../guide/lessons/api-field';
import { apiInHand, claimOf } from '../../guide/lessons/facts';
import type { Where } from '../../guide/lessons/lesson';
import { fetchLateParts } from '../kit/late-part.svelte';
import type { Playground } from '../state/playground.svelte';
import { spots } from './spots';

/** How long an outline stays, in milliseconds. */
const shownFor = 4000;
const payload = '#column-token .code:has([aria-label="Payload"])';
const focusable = 'input, select, textarea, button, a[href], [tabindex]';

let outlined: HTMLElement | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Brings a place onto the screen without taking the focus there: what was just done can be seen. */
export async function bringIntoView(playground: Playground, where: Where): Promise<void> {
  await fetchLateParts();
  if ('spot' in where) {
    spots[where.spot].bring(playground);
    await drawn();
    outline(elementOf(where.spot));
  } else if ('claim' in where) {
    playground.view.column = 'token';
    await drawn();
    outline(document.querySelector<HTMLElement>(payload));
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
  await fetchLateParts();
  if ('spot' in where) {
    spots[where.spot].bring(playground);
    await drawn();
    const element = elementOf(where.spot);
    const target = element?.matches(focusable) === true ? element : element?.querySelector<HTMLElement>(focusable);
    target?.focus({ preventScroll: true });
    outline(element);
    return;
  }
  await revealPlace(playground, where);
  await drawn();
  const focused = document.activeElement;
  const column = 'claim' in where ? '#column-token' : '#column-gateway';
  if (focused instanceof HTMLElement && focused.closest(column) !== null) {
    outline(focused.closest<HTMLElement>('.field, .code') ?? focused);
  }
}

async function revealPlace(playground: Playground, where: Exclude<Where, { spot: unknown }>): Promise<void> {
  if ('claim' in where) {
    if (claimOf(playground.workspace, where.claim) !== undefined) {
      playground.reveal({ document: 'token payload', path: [where.claim] });
      return;
    }
    // A claim that is not there has no place: nothing is selected, so that nothing is typed over.
    playground.view.column = 'token';
    await tick();
    document.querySelector<HTMLElement>(`${payload} :is(textarea, [role="textbox"])`)?.focus({ preventScroll: true });
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
  // The verdict stays at the top of its column, and a sheet at the bottom covers the lower half.
  const verdict = element.closest('#column-answer')?.querySelector('[aria-label="Verdict"]');
  const above = verdict instanceof HTMLElement && verdict !== element ? verdict.offsetHeight : 0;
  element.style.scrollMarginTop = `${above + 12}px`;
  const isCovered = document.querySelector('aside.sheet') !== null;
  element.scrollIntoView({ block: isCovered || element.offsetHeight > innerHeight / 2 ? 'start' : 'center' });
  timer = setTimeout(() => element.classList.remove('pointed'), shownFor);
}
