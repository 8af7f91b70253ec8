/** UTF-16 units of a message up to which it is read: the log of some thousand requests. */
export const longestMessage = 300_000;
