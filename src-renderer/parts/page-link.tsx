import type { ReactNode } from 'react';
import type { ProviderPage } from '../connection/door.ts';
import { useDesk, useProvider } from '../store/desk.ts';
import { Button } from './button.tsx';

/** A page of a provider's own: a link in a browser, on the desktop a request to the shell, which knows the address. */
export function PageLink({
  provider,
  page,
  className,
  children,
}: {
  provider: string;
  page: ProviderPage;
  className: string;
  children: ReactNode;
}) {
  const { bridge } = useDesk();
  const address = useProvider(provider)?.links[page] ?? null;
  if (address === null) return null;
  if (bridge !== null) {
    const small = className.includes('small');
    return (
      <Button
        look={className.startsWith('link') ? 'link' : 'plain'}
        {...(small && { size: 'small' })}
        onPress={() => bridge.openPage(provider, page)}
      >
        {children}
      </Button>
    );
  }
  return (
    <a className={className} href={address} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}
