/** An en dash where nothing is known, with its meaning spoken. */
export function Nothing({ spoken }: { spoken: string }) {
  return (
    <span className="dim">
      <span aria-hidden="true">–</span>
      <span className="sr">{spoken}</span>
    </span>
  );
}
