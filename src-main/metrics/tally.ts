export type Labels = Readonly<Record<string, string>>;

/** One number and what it is about: `labels` as the text has them, between its braces. */
export interface Sample {
  labels: string;
  value: number;
}

/** Counts what happens while the process lives. */
export interface Tally<L extends Labels> {
  add(labels: L): void;
  samples(): Sample[];
}

export function createTally<L extends Labels>(): Tally<L> {
  const counts = new Map<string, number>();
  return {
    add(labels) {
      const key = labelled(labels);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    samples: () => [...counts].map(([labels, value]) => ({ labels, value })),
  };
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n' };

/** Labels as OpenMetrics writes them; what people called their profiles may hold any sign. */
export function labelled(labels: Labels): string {
  return Object.entries(labels)
    .map(
      ([name, value]) =>
        `${name}="${value.toWellFormed().replace(/[\\"\n]/g, (sign) => escapes[sign] ?? sign)}"`,
    )
    .join(',');
}
