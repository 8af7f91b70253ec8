/**
 * Escape closes what a person opened over the page from anywhere, so that what has the focus under it can be seen (WCAG 2.4.11).
 */

/** A listener of the window that closes the panel with an id on Escape; the focus stays where it is, unless it is in the panel. */
export function closeOnEscape(id: string, close: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector(':popover-open') !== null) return;
    event.preventDefault();
    const at = document.activeElement;
    const stays =
      at instanceof HTMLElement && at !== document.body && document.getElementById(id)?.contains(at) !== true;
    close();
    // After the panel has given the focus to what opened it.
    if (stays) setTimeout(() => at.focus({ preventScroll: true }));
  };
}
