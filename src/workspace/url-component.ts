/** A text as a part of a URL. Half a surrogate pair, which no URL can hold, becomes U+FFFD as it does in every UTF-8 text. */
export function urlComponent(text: string): string {
  return encodeURIComponent(text.replace(/[\uD800-\uDFFF]/gu, '\uFFFD'));
}
