import type { Duplex } from 'node:stream';

/** The connections over which something is under way, by the access token that began it. */
export interface UnderWay {
  /** Gives the way to say that it is over. */
  begin(hash: string, socket: Duplex): () => void;
  /** Ends, at once, whatever was begun by a token that is none of these. */
  keepOnly(hashes: readonly string[]): void;
}

export function createUnderWay(): UnderWay {
  const all = new Set<{ hash: string; socket: Duplex }>();
  return {
    begin(hash, socket) {
      const one = { hash, socket };
      all.add(one);
      return () => void all.delete(one);
    },
    keepOnly(hashes) {
      const kept = new Set(hashes);
      for (const { hash, socket } of all) if (!kept.has(hash)) socket.destroy();
    },
  };
}
