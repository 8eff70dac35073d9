/** An access token of our own relay, which a connected tool has in the place of a key: it is no provider's (docs/relay.md). */
export const isRelayToken = (value: string): boolean => /^kwr_[\w-]{43}$/.test(value.trim());
