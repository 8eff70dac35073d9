import { useProvider } from '../store/desk.ts';

/** What an answer about such a key is worth, as the provider's file declares it. */
export function Proof({ provider }: { provider: string }) {
  const info = useProvider(provider);
  if (info === null) return null;
  return (
    <details className="proof">
      <summary>What a check proves</summary>
      <p>{info.proves}</p>
      <p>It cannot prove {info.cannotProve.charAt(0).toLowerCase() + info.cannotProve.slice(1)}</p>
      <p>{info.cost}</p>
    </details>
  );
}
