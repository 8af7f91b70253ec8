import { hasLink } from '../../workspace/share/link';

/** Takes out of the address what asks for a workspace, without opening anything. */
export function leaveAddress(): void {
  const address = new URL(location.href);
  address.searchParams.delete('new');
  if (hasLink(address.hash)) address.hash = '';
  if (address.href !== location.href) history.replaceState(history.state, '', address);
}
