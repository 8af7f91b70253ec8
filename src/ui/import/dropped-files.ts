import type { GivenFile } from '../../workspace/import/given-file';

/** Files above this count are left out: nobody means to drop a whole disk. */
const mostFiles = 5_000;

/** The files of a drop, those in folders too, with their paths. It has to be called while the drop is handled. */
export function droppedFiles(transfer: DataTransfer): Promise<readonly GivenFile[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return givenFiles([...transfer.files]);
  return Promise.all(entries.map(filesIn)).then((all) => all.flat().slice(0, mostFiles));
}

/** Files of a file field; from one for folders with their paths. */
export function givenFiles(files: readonly File[]): Promise<readonly GivenFile[]> {
  return Promise.all(
    files
      .slice(0, mostFiles)
      .map((file) => read(file, file.webkitRelativePath === '' ? file.name : file.webkitRelativePath)),
  );
}

async function read(file: File, name: string): Promise<GivenFile> {
  return { name, bytes: new Uint8Array(await file.arrayBuffer()) };
}

async function filesIn(entry: FileSystemEntry): Promise<readonly GivenFile[]> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [await read(file, entry.fullPath.replace(/^\//, ''))];
  }
  if (!isFolder(entry) || /^(\.|node_modules$)/.test(entry.name)) return [];
  const reader = entry.createReader();
  const found: FileSystemEntry[] = [];
  // A reader gives its entries a hundred at a time.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0 || found.length > mostFiles) break;
    found.push(...some);
  }
  return (await Promise.all(found.map(filesIn))).flat();
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
