/**
 * The files of `apps/` and `policies/` as a gateway loads them, with the addresses of the stand-in in place of made-up hosts.
 */
import { indented } from '../../gateway/admin/indented';
import { writeClassic } from '../../gateway/definition/classic';
import { titleOf } from '../document-title';
import { readApi, readPolicy } from '../documents';
import { type JsonTextValue, withTexts } from '../json-texts';
import type { Provider } from '../providers';
import type { Document, DocumentKind, Workspace } from '../workspace';
import { inEitherForm, keySetPort, standInFor, upstreamPort } from './stand-in-address';

/** An address in the definitions, and what stands in its place. */
export interface Replaced {
  readonly from: string;
  readonly to: string;
  readonly as: 'upstream' | 'key set';
}

/** Files by their paths, and what a person should know of them. */
export interface GatewayFiles {
  readonly files: ReadonlyMap<string, string>;
  readonly replaced: readonly Replaced[];
  /** A sentence each: what is not in the files. */
  readonly leftOut: readonly string[];
}

/** What is saved to the gateway, as files. `standIn`: upstreams are answered by the stand-in, as the page answers them. */
export function gatewayFiles({ apis, policies, providers }: Workspace, standIn: boolean): GatewayFiles {
  const writing = new Writing(providers, standIn);
  for (const document of apis) writing.api(document);
  for (const document of policies) writing.policy(document);
  return writing;
}

class Writing implements GatewayFiles {
  readonly files = new Map<string, string>();
  readonly leftOut: string[] = [];
  readonly #providers: readonly Provider[];
  readonly #standIn: boolean;
  readonly #replaced = new Map<string, Replaced>();
  /** Which files an id has: of two with one id the later one counts, as at a gateway. */
  readonly #ofId = new Map<string, readonly string[]>();

  constructor(providers: readonly Provider[], standIn: boolean) {
    this.#providers = providers;
    this.#standIn = standIn;
  }

  get replaced(): readonly Replaced[] {
    return [...this.#replaced.values()];
  }

  api(document: Document): void {
    const saved = this.#saved('apis', document);
    if (saved === null) return;
    const text = withTexts(saved, (found) => this.#address(found)) ?? saved;
    const read = readApi(text);
    if (!read.ok) {
      this.leftOut.push(`${titleOf('apis', document).title} is left out: ${read.error}.`);
      return;
    }
    const { definition, oas } = read.value;
    const name = this.#free('apps', definition.api_id);
    const files: [string, string][] =
      oas === null
        ? [[`${name}.json`, text]]
        : [
            [`${name}.json`, indented(writeClassic({ ...definition, is_oas: true }))],
            [`${name}-oas.json`, text],
          ];
    this.#put(`api ${definition.api_id}`, files);
  }

  policy(document: Document): void {
    const text = this.#saved('policies', document);
    if (text === null) return;
    const read = readPolicy(text);
    const { title } = titleOf('policies', document);
    if (!read.ok) this.leftOut.push(`${title} is left out: ${read.error}.`);
    else if (read.value.id === '') this.leftOut.push(`${title} is left out: it has no id.`);
    else this.#put(`policy ${read.value.id}`, [[`${this.#free('policies', read.value.id)}.json`, text]]);
  }

  #saved(kind: DocumentKind, document: Document): string | null {
    const { title } = titleOf(kind, document);
    if (document.saved === null) this.leftOut.push(`${title} is left out: it was never saved to the gateway.`);
    else if (document.saved !== document.draft) this.leftOut.push(`Unsaved changes of ${title} are left out.`);
    return document.saved;
  }

  #put(id: string, files: readonly (readonly [string, string])[]): void {
    for (const name of this.#ofId.get(id) ?? []) this.files.delete(name);
    this.#ofId.set(
      id,
      files.map(([name]) => name),
    );
    for (const [name, text] of files) this.files.set(name, text);
  }

  /** A path that no file has, also where the case of letters does not count. */
  #free(folder: string, id: string): string {
    const taken = new Set([...this.files.keys()].map((name) => name.toLowerCase()));
    const plain = `${folder}/${fileNameOf(id)}`;
    let name = plain;
    for (let number = 2; taken.has(`${name}.json`.toLowerCase()); number++) name = `${plain}-${String(number)}`;
    return name;
  }

  #address({ value, path }: JsonTextValue): string {
    if (this.#standIn && isUpstream(path)) return this.#stand(value, 'upstream');
    return isKeySet(path) ? inEitherForm(value, (address) => this.#keySet(address)) : value;
  }

  #keySet(address: string): string {
    const host = URL.canParse(address) ? new URL(address).hostname : '';
    const isProvider = this.#providers.some((provider) => provider.host.toLowerCase() === host);
    return isProvider ? this.#stand(address, 'key set') : address;
  }

  #stand(from: string, as: Replaced['as']): string {
    if (as === 'upstream' && isNobody(from)) return from;
    const to = standInFor(from, as === 'upstream' ? upstreamPort : keySetPort);
    if (to !== from) this.#replaced.set(to, { from, to, as });
    return to;
  }
}

/** Where a definition has the address of an upstream: classic, and in the extension of a Tyk OAS document. */
function isUpstream(path: readonly string[]): boolean {
  const name = path.at(-1) ?? '';
  if (['target_url', 'override_target', 'target_list'].includes(name)) return true;
  return name === 'url' && path.at(-2) === 'upstream' && path[0] === 'x-tyk-api-gateway';
}

function isKeySet(path: readonly string[]): boolean {
  const [above, name] = path.slice(-2);
  if (path.at(-1) === 'jwt_source') return true;
  if (name === 'source') return path.at(-3) === 'securityschemes';
  return name === 'url' && (above === 'jwt_jwks_uris' || above === 'jwksuris');
}

/** The two places where nobody answers, on the page and for real. */
function isNobody(address: string): boolean {
  if (!URL.canParse(address)) return true;
  const { hostname, port } = new URL(address);
  return /(^|\.)invalid$/.test(hostname) || (port === '9' && /^(127\.0\.0\.1|localhost)$/.test(hostname));
}

/**
 * An id as a file’s name: letters, digits, hyphens and underscores; anything else as its code. None ends as the second file
 * of an API does: the gateway would pass it over.
 */
function fileNameOf(id: string): string {
  const plain = id.replace(/[^A-Za-z0-9_-]/gu, (letter) => `.${(letter.codePointAt(0) ?? 0).toString(16)}`);
  return plain === '' ? 'without-id' : plain.slice(0, 120).replace(/-(?=(?:oas|mcp)$)/i, '.2d');
}
