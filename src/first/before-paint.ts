/**
 * Runs before anything of the page is painted: sets the colours that were chosen and the layout for the window's width, and
 * hides the example where something else is to be opened.
 */
import { applyLayout } from './layout';
import { isFirstVisit } from './first-visit';

function chosenTheme(): string | null {
  try {
    return localStorage.getItem('theme');
  } catch {
    return null;
  }
}

function prepare(root: HTMLElement): void {
  const chosen = chosenTheme();
  const isDark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset['theme'] = isDark ? 'dark' : 'light';
  applyLayout(root, innerWidth, innerWidth);
  if (!isFirstVisit(location)) root.classList.add('opens-other');
}

prepare(document.documentElement);
