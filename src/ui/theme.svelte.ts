import { getContext, setContext } from 'svelte';
import { MediaQuery } from 'svelte/reactivity';

/** Light, dark, or what the system has. */
export type Theme = 'system' | 'light' | 'dark';

const name = 'theme';

/** The page's colours. The choice is kept in the browser where it allows that. */
export class ThemeChoice {
  #choice = $state<Theme>(stored());
  readonly #dark = new MediaQuery('prefers-color-scheme: dark');

  constructor() {
    $effect.root(() => {
      $effect(() => {
        document.documentElement.dataset['theme'] = this.shown;
      });
    });
  }

  get choice(): Theme {
    return this.#choice;
  }

  /** The colours that are shown. */
  get shown(): 'light' | 'dark' {
    if (this.#choice !== 'system') return this.#choice;
    return this.#dark.current ? 'dark' : 'light';
  }

  choose(theme: Theme): void {
    this.#choice = theme;
    try {
      localStorage.setItem(name, theme);
    } catch {
      // The choice holds until the page is left.
    }
  }

  /** The other colours than those shown. */
  toggle(): void {
    this.choose(this.shown === 'dark' ? 'light' : 'dark');
  }
}

function stored(): Theme {
  try {
    const kept = localStorage.getItem(name);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  } catch {
    return 'system';
  }
}

const key = Symbol('theme');

/** Gives the theme to the components below. */
export function provideTheme(theme: ThemeChoice): void {
  setContext(key, theme);
}

/** The page's theme. */
export function useTheme(): ThemeChoice {
  const found: unknown = getContext(key);
  if (!(found instanceof ThemeChoice)) throw new Error('There is no theme above this component.');
  return found;
}
