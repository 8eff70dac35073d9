/** The places at a door. Whoever has not shown who it is makes room for whoever comes next. */
export interface Places<C> {
  /** Takes a place among the strangers; where there is none, the one who waited longest is sent away. */
  enter(client: C): void;
  /** Gives a stranger a place of its own; false where all are taken. */
  admit(client: C): boolean;
  leave(client: C): void;
  full(): boolean;
}

/** How many may be at a door at once. */
const most = { strangers: 128, admitted: 256 } as const;

/** Anybody on this machine may knock at a door: strangers crowd out each other and nobody who was let in. */
export function createPlaces<C extends object>(sendAway: (client: C) => void): Places<C> {
  const strangers = new Set<C>();
  const admitted = new Set<C>();
  const full = () => admitted.size >= most.admitted;
  return {
    full,
    enter(client) {
      const oldest = strangers.size < most.strangers ? undefined : strangers.values().next().value;
      if (oldest !== undefined) {
        strangers.delete(oldest);
        sendAway(oldest);
      }
      strangers.add(client);
    },
    admit(client) {
      if (full()) return false;
      strangers.delete(client);
      admitted.add(client);
      return true;
    },
    leave(client) {
      strangers.delete(client);
      admitted.delete(client);
    },
  };
}
