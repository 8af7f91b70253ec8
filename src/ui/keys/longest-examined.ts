/** UTF-16 units of a key source up to which the page tells what it is; a key, an address or a secret is never as long. */
export const longestExamined = 100_000;

/** What is said of a longer one. */
export const notExamined =
  'It is longer than any key, address or secret, and is not examined here. The gateway takes it as it is: the verdict tells what comes of it.';
