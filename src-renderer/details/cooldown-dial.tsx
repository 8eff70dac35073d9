/** The ring of a cooldown, running down. Times in epoch ms. */
export function CooldownDial({ since, until, now }: { since: number; until: number; now: number }) {
  const whole = Math.max(1, until - since);
  const left = Math.max(0, Math.min(100, (100 * (until - now)) / whole));
  return (
    <svg className="g wait dial" viewBox="0 0 20 20" aria-hidden="true">
      <circle className="track" cx="10" cy="10" r="8" />
      <circle
        className="arc"
        cx="10"
        cy="10"
        r="8"
        pathLength="100"
        strokeDasharray={`${left} 100`}
        transform="rotate(-90 10 10)"
      />
      <path d="M8 7v6M12 7v6" />
    </svg>
  );
}
