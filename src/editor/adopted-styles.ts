/**
 * Stands for Monaco's own `base/browser/domStylesheets` (see vite.config.ts). That one makes `style` elements, which the page's
 * policy could allow only together with anybody else's; a style sheet that the document adopts asks for no leave.
 */

/** As much of a `style` element as Monaco uses. */
class AdoptedStyle {
  readonly sheet = new CSSStyleSheet({ media: 'screen' });
  className = '';

  set textContent(rules: string) {
    this.sheet.replaceSync(rules);
  }

  remove(): void {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== this.sheet);
  }
}

/** What is disposed of together. */
interface DisposableStore {
  add(disposable: { dispose(): void }): unknown;
}

/** For rules of which nobody says where they go. */
let shared: AdoptedStyle | undefined;

/** A new style sheet of the document, whichever element it is made for: the editors here have no shadow root. */
export function createStyleSheet(
  _container?: Node,
  prepare?: (style: AdoptedStyle) => void,
  store?: DisposableStore,
): AdoptedStyle {
  const style = new AdoptedStyle();
  prepare?.(style);
  document.adoptedStyleSheets.push(style.sheet);
  store?.add({ dispose: () => style.remove() });
  return style;
}

/** Puts a rule before the others of a style sheet. */
export function createCSSRule(selector: string, declarations: string, style?: AdoptedStyle): void {
  if (declarations === '') return;
  style ??= shared ??= createStyleSheet();
  style.sheet.insertRule(`${selector} {${declarations}}`, 0);
}

/** Takes away the rules whose selector contains the name. */
export function removeCSSRulesContainingSelector(name: string, style: AdoptedStyle | undefined = shared): void {
  const rules = [...(style?.sheet.cssRules ?? [])];
  for (const [at, rule] of [...rules.entries()].reverse()) {
    if (rule instanceof CSSStyleRule && rule.selectorText.includes(name)) style?.sheet.deleteRule(at);
  }
}
