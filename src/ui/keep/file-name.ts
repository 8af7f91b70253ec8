/** What the file of a workspace is called: its name in letters that every system takes. */
export function fileName(name: string, ending = 'jwt-playground.json'): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${plain === '' ? 'workspace' : plain}.${ending}`;
}
