import type { Page } from '@playwright/test';

/** Everything the page said that a quiet page does not say, and every request that left its origin. */
export function listenTo(page: Page, address: string): string[] {
  const { origin } = new URL(address);
  const troubles: string[] = [];
  page.on('pageerror', ({ message }) => troubles.push(`uncaught: ${message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) troubles.push(`${message.type()}: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) troubles.push(`asked ${request.url()}`);
  });
  page.on('websocket', (socket) => {
    if (new URL(socket.url()).host !== new URL(address).host) troubles.push(`connected to ${socket.url()}`);
  });
  return troubles;
}
