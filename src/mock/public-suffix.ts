/**
 * Stands in for the list of public suffixes that msw's cookie jar would bring.
 * Answers as that list does for the reserved names that the mock hosts have: the last two labels.
 */
export function getDomain(host: string): string | null {
  const labels = host.split('.');
  return labels.length < 2 ? null : labels.slice(-2).join('.');
}
