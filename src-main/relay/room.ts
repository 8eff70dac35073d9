/** So many bytes for all who keep some, of which each takes what it needs and gives it back. */
export interface Room {
  /** False where there is not so much left. */
  take(bytes: number): boolean;
  giveBack(bytes: number): void;
}

export function createRoom(most: number): Room {
  let left = most;
  return {
    take(bytes) {
      if (bytes > left) return false;
      left -= bytes;
      return true;
    },
    giveBack(bytes) {
      left += bytes;
    },
  };
}
