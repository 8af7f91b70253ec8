/** JSON text with line feeds and two blanks for each level, as Go's json.Indent writes it. Expects text without blanks. */
export function indented(text: string): string {
  let level = 0;
  const line = (): string => `\n${'  '.repeat(level)}`;
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|\{\}|\[\]|[[\]{},:]/g, (token) => {
    switch (token) {
      case '{':
      case '[':
        level++;
        return token + line();
      case '}':
      case ']':
        level--;
        return line() + token;
      case ',':
        return token + line();
      case ':':
        return ': ';
      default:
        return token;
    }
  });
}
