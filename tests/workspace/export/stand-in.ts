/** The stand-in of an exported folder, run by Node on free ports. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** Writes an exported folder to the disk; gives its path. */
export function written(files: ReadonlyMap<string, string>): string {
  const top = mkdtempSync(path.join(tmpdir(), 'exported-'));
  for (const [name, text] of files) {
    const file = path.join(top, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return top;
}

export interface StandIn {
  readonly upstreams: number;
  readonly keySets: number;
  stop(): void;
}

/** Starts the stand-in of a written folder. */
export async function startStandIn(folder: string): Promise<StandIn> {
  const child = spawn(process.execPath, [path.join(folder, 'stand-in', 'server.mjs'), '0', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ports = new Map<string, number>();
  for await (const line of createInterface(child.stdout)) {
    const [, name = '', port = ''] = /^(.*) on 127\.0\.0\.1:(\d+)$/.exec(line) ?? [];
    ports.set(name, Number(port));
    if (ports.size === 2) break;
  }
  return {
    upstreams: ports.get('upstreams') ?? 0,
    keySets: ports.get('key sets') ?? 0,
    stop: () => {
      child.kill();
    },
  };
}

/** Takes a folder away. */
export function removed(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
