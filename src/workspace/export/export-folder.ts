/**
 * A workspace as a folder that a real gateway runs.
 */
import type { Network } from '../network';
import { writeStored } from '../stored/stored-workspace';
import type { Workspace } from '../workspace';
import { checkScript, requestsFile } from './check-script';
import { exportedRequests, type SentRequest } from './exported-requests';
import { gatewayFiles, type Replaced } from './gateway-files';
import { keySetAnswers } from './key-set-answers';
import { readme } from './readme';
import { standInServer } from './stand-in-server';
import { composeFile, templates, tykConf } from './tyk-conf';

/** What is exported, and how. */
export interface Exporting {
  readonly name: string;
  readonly workspace: Workspace;
  /** The requests of the history, in their order. */
  readonly sent: readonly SentRequest[];
  /** The made-up world of the page. */
  readonly network: Network;
  /** This machine's time, in milliseconds. */
  readonly now: number;
  /** Whether upstreams are answered by the stand-in; else the addresses stay. */
  readonly standIn: boolean;
  /** Whether the workspace itself goes along, with its private keys and secrets. */
  readonly withWorkspace: boolean;
}

/** A folder, and what a person should know of it. */
export interface ExportedFolder {
  /** Texts by their paths inside the folder. */
  readonly files: ReadonlyMap<string, string>;
  readonly replaced: readonly Replaced[];
  /** A sentence each: what is not in it. */
  readonly leftOut: readonly string[];
  /** How many requests are in its README. */
  readonly requests: number;
}

/** Makes the folder. */
export async function exportFolder(exporting: Exporting): Promise<ExportedFolder> {
  const { name, workspace, sent, network, now, standIn, withWorkspace } = exporting;
  const { files: gateway, replaced, leftOut } = gatewayFiles(workspace, standIn);
  const [answers, { requests, older }] = await Promise.all([
    keySetAnswers(replaced, network),
    exportedRequests(sent, { exported: workspace, files: gateway, network, now }),
  ]);
  const missing = [
    ...leftOut,
    ...(older === 0 ? [] : [`${olderText(older)} sent to earlier definitions or policies, and left out.`]),
  ];
  const files = new Map([
    ['README.md', readme({ name, requests, replaced, leftOut: missing, withWorkspace })],
    ['docker-compose.yml', composeFile],
    ['tyk.conf', tykConf],
    ...templates,
    ...gateway,
    // Empty folders are no part of a zip, and the gateway wants them.
    ...['apps', 'policies']
      .filter((folder) => ![...gateway.keys()].some((path) => path.startsWith(`${folder}/`)))
      .map((folder): [string, string] => [`${folder}/.keep`, '']),
    ['requests.json', requestsFile(requests)],
    ['check.mjs', checkScript],
    ['stand-in/server.mjs', standInServer],
    ['stand-in/key-sets.json', `${JSON.stringify(Object.fromEntries(answers), null, 2)}\n`],
  ]);
  if (withWorkspace) files.set('playground.json', `${writeStored({ name, workspace }, 2)}\n`);
  return { files, replaced, leftOut: missing, requests: requests.length };
}

function olderText(count: number): string {
  return count === 1 ? '1 request was' : `${String(count)} requests were`;
}
