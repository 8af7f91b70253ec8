/** Lets the browser do what waits for it: on a slow phone, and with a long workspace, each part of the start takes a while. */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
