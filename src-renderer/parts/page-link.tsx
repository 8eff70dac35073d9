import type { ReactNode } from 'react';
import type { ProviderPage } from '../connection/door.ts';
import { useDesk, useProvider } from '../store/desk.ts';
import { Button } from './button.tsx';

/** A page of a provider's own: a link in a browser, on the desktop a request to the shell, which knows the address. */
export function PageLink({
  provider,
  page,
  className,
  label,
  children,
}: {
  provider: string;
  page: ProviderPage;
  className: string;
  /** What it is called where its words say less than is seen around it. */
  label?: string;
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
        {...(label !== undefined && { 'aria-label': label })}
        onPress={() => bridge.openPage(provider, page)}
      >
        {children}
      </Button>
    );
  }
  return (
    <a className={className} href={address} target="_blank" rel="noreferrer" aria-label={label}>
      {children}
    </a>
  );
}
