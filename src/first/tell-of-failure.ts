/** Says above the page that the rest of it could not be had, with a button that tries again. What was typed stays where it is. */
export function tellOfFailure(reason: unknown, again: () => void): void {
  const notice = document.createElement('p');
  notice.className = 'note bad failure';
  notice.setAttribute('role', 'alert');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button small';
  button.textContent = 'Try again';
  button.addEventListener('click', () => {
    notice.remove();
    again();
  });
  const why = reason instanceof Error ? reason.message : String(reason);
  notice.append(
    `✕ The page cannot be used yet: a part of it could not be loaded (${why}). If it stays so, reload it. `,
    button,
  );
  document.body.prepend(notice);
}
