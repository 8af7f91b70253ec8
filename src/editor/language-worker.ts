/**
 * Stands for Monaco's own `internal/common/workers` (see vite.config.ts). That one brings every feature of the editor along,
 * and brings them when the first editor is open already: the next editor then asks for services that nobody has counted.
 */
import { editor } from 'monaco-editor/editor/editor.api';

/** What a language says of its worker. */
interface LanguageWorkerOptions {
  readonly label: string;
  readonly createData: unknown;
  readonly host?: Record<string, (...values: unknown[]) => unknown>;
  readonly keepIdleModels?: boolean;
}

/** Starts a language's worker. Throws where the page has said of none how it is made. */
export function createWebWorker<Api extends object>(options: LanguageWorkerOptions): editor.MonacoWebWorker<Api> {
  const { label, createData, host, keepIdleModels } = options;
  const made = self.MonacoEnvironment?.getWorker?.('workerMain.js', label);
  if (made === undefined) throw new Error(`There is no worker for ${label}.`);
  const worker = Promise.resolve(made).then((started) => {
    // Each worker waits for these two messages: that it may begin, and with what.
    started.postMessage('ignore');
    started.postMessage(createData);
    return started;
  });
  return editor.createWebWorker<Api>({
    worker,
    ...(host === undefined ? {} : { host }),
    ...(keepIdleModels === undefined ? {} : { keepIdleModels }),
  });
}
