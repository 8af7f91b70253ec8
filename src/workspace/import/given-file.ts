/** A file that a person gave; the name is its path inside a folder or a zip. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file's name without its folders. */
export function baseName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** The folder that a file is in, with a slash at its end; empty: none. */
export function folderOf(name: string): string {
  return name.slice(0, name.lastIndexOf('/') + 1);
}
