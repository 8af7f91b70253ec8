/**
 * The parts of Monaco that the JSON editors use, and no others: completion, hover, squiggles, brackets, find, and the JSON
 * language in a worker of its own. Loading this module loads all of it: import it late.
 */
import 'monaco-editor/editor/contrib/bracketMatching/browser/bracketMatching';
import 'monaco-editor/editor/contrib/clipboard/browser/clipboard';
import 'monaco-editor/editor/contrib/find/browser/findController';
import 'monaco-editor/editor/contrib/format/browser/formatActions';
import 'monaco-editor/editor/contrib/hover/browser/hoverContribution';
import 'monaco-editor/editor/contrib/linesOperations/browser/linesOperations';
import 'monaco-editor/editor/contrib/suggest/browser/suggestController';
import 'monaco-editor/editor/contrib/wordOperations/browser/wordOperations';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import JsonWorker from 'monaco-editor/languages/features/json/json.worker?worker';
import './squiggles.css';

export * as monaco from 'monaco-editor/editor/editor.api';
export { jsonDefaults } from 'monaco-editor/languages/features/json/register';

// The language would fetch it by itself, later, when the site may have it no more.
await import('monaco-editor/languages/features/json/jsonMode');

self.MonacoEnvironment = {
  getWorker: (_, label) => quietlyMissing(label === 'json' ? new JsonWorker() : new EditorWorker()),
};

/**
 * The worker as it is. Where its script cannot be had, the browser tells of that by an event that is no error of a script, and
 * that Monaco would throw: the editor goes on without completion and squiggles.
 */
function quietlyMissing(worker: Worker): Worker {
  worker.addEventListener('error', (event: Event) => {
    if (!(event instanceof ErrorEvent)) event.stopImmediatePropagation();
  });
  return worker;
}
