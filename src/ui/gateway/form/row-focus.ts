import { tick } from 'svelte';

/**
 * Keeps the keyboard's place when a row is taken away: where the focused button went with it, the cursor goes to the last
 * control of the group, which is the row for a new entry.
 */
export async function keepFocus(group: HTMLElement | undefined): Promise<void> {
  await tick();
  if (group === undefined || group.contains(document.activeElement)) return;
  const controls = group.querySelectorAll<HTMLElement>('input, select, textarea, button');
  controls[controls.length - 1]?.focus();
}
