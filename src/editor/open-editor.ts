/**
 * One JSON editor on the page, in place of the plain text area: it has the same face, size and padding, so that nothing
 * moves when it arrives.
 */
import type { Range } from '../workspace/json-edit';
import { jsonDefaults, monaco } from './monaco';
import { schemaSettings, type SchemaName } from './schemas';

/** A squiggle under a stretch of the text, beside those of the schema. */
export interface EditorMarker {
  readonly range: Range;
  readonly text: string;
  readonly severity: 'error' | 'warning' | 'hint';
}

export interface EditorOptions {
  readonly label: string;
  readonly value: string;
  readonly schema: SchemaName | null;
  readonly dark: boolean;
  /** The selection to begin with, in UTF-16 units. */
  readonly selection: Range;
  readonly onchange: (value: string) => void;
  /** The height in pixels that the whole text takes, and the top of each of its lines. */
  readonly onlayout: (height: number, tops: readonly number[]) => void;
}

export interface OpenEditor {
  /** Takes a text that was not typed here; the cursor stays where it is in what did not change. */
  setValue(value: string): void;
  /** Takes the text for another kind of document; the cursor stays. */
  setSchema(schema: SchemaName | null): void;
  setMarkers(markers: readonly EditorMarker[]): void;
  select(range: Range): void;
  /** What is selected, in UTF-16 units of the text. */
  selection(): Range;
  focus(): void;
  setDark(dark: boolean): void;
  close(): void;
}

let editors = 0;
jsonDefaults.setDiagnosticsOptions(schemaSettings);
jsonDefaults.setModeConfiguration({ ...jsonDefaults.modeConfiguration, colors: false, documentSymbols: false });
defineThemes();

/** The colours of the page, which Monaco does not take from its style sheet. */
function defineThemes(): void {
  const shades = {
    light: { base: 'vs', name: '5a3fc0', string: '0f6d75', number: 'a8326b', text: '#1a1f26', surface: '#ffffff' },
    dark: { base: 'vs-dark', name: 'b6a4ff', string: '6fd6de', number: 'ff8fc0', text: '#e6e9ee', surface: '#171b22' },
  } as const;
  for (const [theme, { base, name, string, number, text, surface }] of Object.entries(shades)) {
    monaco.editor.defineTheme(`playground-${theme}`, {
      base,
      inherit: true,
      rules: [
        { token: 'string.key.json', foreground: name },
        { token: 'string.value.json', foreground: string },
        { token: 'number.json', foreground: number },
        { token: 'keyword.json', foreground: number },
        { token: 'delimiter', foreground: text.slice(1) },
      ],
      colors: {
        'editor.background': `${surface}00`,
        'editor.foreground': text,
        'editorGutter.background': `${surface}00`,
        'editorWidget.background': surface,
        'editor.lineHighlightBorder': '#00000000',
      },
    });
  }
}

/** A text of its own; its name says which schema holds. */
function modelOf(value: string, schema: SchemaName | null): monaco.editor.ITextModel {
  const uri = monaco.Uri.parse(`playground:/${schema ?? 'json'}/${String(++editors)}.json`);
  const model = monaco.editor.createModel(value, 'json', uri);
  model.setEOL(monaco.editor.EndOfLineSequence.LF);
  return model;
}

/** Opens an editor in an element. */
export function openEditor(element: HTMLElement, options: EditorOptions): OpenEditor {
  let { schema } = options;
  let model = modelOf(options.value, schema);
  // The element is not shown yet: measured now it has no width, and each letter would be a line of its own for a moment.
  const around = element.parentElement ?? element;
  const editor = monaco.editor.create(element, {
    model,
    dimension: { width: around.clientWidth, height: around.clientHeight },
    theme: options.dark ? 'playground-dark' : 'playground-light',
    ariaLabel: options.label,
    accessibilitySupport: 'auto',
    automaticLayout: true,
    fixedOverflowWidgets: true,
    fontFamily: getComputedStyle(element).fontFamily,
    fontSize: 12.5,
    lineHeight: 20,
    padding: { top: 7, bottom: 7 },
    wordWrap: 'on',
    wrappingIndent: 'none',
    lineNumbers: 'off',
    glyphMargin: false,
    folding: false,
    lineDecorationsWidth: 11,
    lineNumbersMinChars: 0,
    minimap: { enabled: false },
    overviewRulerLanes: 0,
    overviewRulerBorder: false,
    hideCursorInOverviewRuler: true,
    renderLineHighlight: 'none',
    scrollBeyondLastLine: false,
    scrollbar: { vertical: 'hidden', horizontal: 'hidden', handleMouseWheel: false, alwaysConsumeMouseWheel: false },
    guides: { indentation: false },
    stickyScroll: { enabled: false },
    quickSuggestions: { strings: true, other: true, comments: false },
    // What a letter changes is painted first.
    quickSuggestionsDelay: 50,
    tabFocusMode: true,
    unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: true },
    contextmenu: false,
    links: false,
    occurrencesHighlight: 'off',
    selectionHighlight: false,
    matchBrackets: 'near',
    bracketPairColorization: { enabled: false },
    // The same letters give the same text, whichever of the two editors is there.
    autoClosingBrackets: 'never',
    autoClosingQuotes: 'never',
    autoSurround: 'never',
  });

  let taken = options.value;
  const subscriptions = [
    // Of whichever model the editor has.
    editor.onDidChangeModelContent(() => {
      const value = model.getValue();
      if (value === taken) return;
      taken = value;
      options.onchange(value);
    }),
    editor.onDidContentSizeChange(layOut),
    editor.onDidLayoutChange(layOut),
  ];

  function layOut(): void {
    const lines = model.getLineCount();
    const tops = Array.from({ length: lines }, (_, line) => editor.getTopForLineNumber(line + 1));
    options.onlayout(editor.getContentHeight(), tops);
  }

  function rangeOf({ from, to }: Range): monaco.Range {
    return monaco.Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to));
  }

  function select(range: Range): void {
    editor.setSelection(rangeOf(range));
    editor.revealRangeInCenterIfOutsideViewport(rangeOf(range));
  }

  function selection(): Range {
    const selected = editor.getSelection();
    if (selected === null) return { from: 0, to: 0 };
    const [from, to] = [selected.getStartPosition(), selected.getEndPosition()];
    return { from: model.getOffsetAt(from), to: model.getOffsetAt(to) };
  }

  select(options.selection);
  layOut();

  return {
    setValue(value) {
      if (value === taken) return;
      taken = value;
      const before = model.getValue();
      let start = 0;
      while (start < before.length && start < value.length && before[start] === value[start]) start++;
      let end = 0;
      const most = Math.min(before.length, value.length) - start;
      while (end < most && before[before.length - 1 - end] === value[value.length - 1 - end]) end++;
      const range = rangeOf({ from: start, to: before.length - end });
      model.applyEdits([{ range, text: value.slice(start, value.length - end) }]);
    },
    setSchema(next) {
      if (next === schema) return;
      schema = next;
      const before = model;
      const view = editor.saveViewState();
      model = modelOf(before.getValue(), schema);
      editor.setModel(model);
      editor.restoreViewState(view);
      before.dispose();
    },
    setMarkers(markers) {
      const severities = {
        error: monaco.MarkerSeverity.Error,
        warning: monaco.MarkerSeverity.Warning,
        hint: monaco.MarkerSeverity.Hint,
      };
      monaco.editor.setModelMarkers(
        model,
        'gateway',
        markers.map(({ range, text, severity }) => {
          const { startLineNumber, startColumn, endLineNumber, endColumn } = rangeOf(range);
          return {
            message: text,
            severity: severities[severity],
            startLineNumber,
            startColumn,
            endLineNumber,
            endColumn,
          };
        }),
      );
    },
    select,
    selection,
    focus: () => editor.focus(),
    setDark: (dark) => monaco.editor.setTheme(dark ? 'playground-dark' : 'playground-light'),
    close() {
      for (const subscription of subscriptions) subscription.dispose();
      editor.dispose();
      model.dispose();
    },
  };
}
