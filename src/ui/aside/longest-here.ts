/** UTF-16 units or bytes of a text or file up to which the page does work with it itself: it is done before a worker would have started. */
export const longestHere = 50_000;
