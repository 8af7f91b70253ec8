import path from 'node:path';
import { build } from 'vite';

/** Bundles a module of the project and all that it imports into one classic script, which runs where modules do not. */
export async function classicScript(root: string, file: string, { treeshake = true } = {}): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2023',
      rolldownOptions: { input: path.join(root, file), output: { format: 'iife' }, treeshake },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  const [chunk, ...others] = outputs.flatMap((one) => ('output' in one ? one.output : []));
  if (chunk?.type !== 'chunk' || others.length > 0) throw new Error(`${file} is not one script.`);
  return chunk.code;
}
