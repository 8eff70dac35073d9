/** Every glyph and icon of the window, drawn once; the rest refers to them. */
export function Sprite() {
  return (
    <svg width="0" height="0" aria-hidden="true" className="sr">
      <symbol id="g-check" viewBox="0 0 14 14">
        <path
          d="M2.75 7.6 5.6 10.4 11.25 4"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.75"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </symbol>
      <symbol id="g-limited" viewBox="0 0 14 14">
        <circle cx="7" cy="7" r="5.3" fill="none" stroke="currentColor" strokeWidth="1.4" />
        <path d="M7 3.6a3.4 3.4 0 0 0 0 6.8z" fill="currentColor" />
      </symbol>
      <symbol id="g-triangle" viewBox="0 0 14 14">
        <path
          d="M7 1.9 12.9 11.9H1.1z"
          fill="currentColor"
          stroke="currentColor"
          strokeWidth="1.2"
          strokeLinejoin="round"
        />
        <path className="knock" d="M7 5.3v2.9" strokeWidth="1.4" strokeLinecap="round" />
        <circle className="knock-dot" cx="7" cy="10.3" r=".8" />
      </symbol>
      <symbol id="g-cross" viewBox="0 0 14 14">
        <path
          d="M4.5 1h5L13 4.5v5L9.5 13h-5L1 9.5v-5z"
          fill="currentColor"
          stroke="currentColor"
          strokeWidth=".6"
          strokeLinejoin="round"
        />
        <path
          className="knock"
          d="M5.1 5.1l3.8 3.8M8.9 5.1 5.1 8.9"
          strokeWidth="1.5"
          strokeLinecap="round"
        />
      </symbol>
      <symbol id="g-confirm" viewBox="0 0 14 14">
        <circle
          cx="7"
          cy="7"
          r="5.4"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
          strokeDasharray="2.42 1.82"
          transform="rotate(-8 7 7)"
        />
        <path
          d="M5.5 5.5l3 3M8.5 5.5l-3 3"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
          strokeLinecap="round"
        />
      </symbol>
      <symbol id="g-pause" viewBox="0 0 14 14">
        <circle cx="7" cy="7" r="5.3" fill="none" stroke="currentColor" strokeWidth="1.4" />
        <path
          d="M5.5 4.9v4.2M8.5 4.9v4.2"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinecap="round"
        />
      </symbol>
      <symbol id="g-hollow" viewBox="0 0 14 14">
        <circle cx="7" cy="7" r="5.3" fill="none" stroke="currentColor" strokeWidth="1.4" />
      </symbol>
      <symbol id="g-off" viewBox="0 0 14 14">
        <circle cx="7" cy="7" r="5.3" fill="none" stroke="currentColor" strokeWidth="1.4" />
        <path d="M4.6 7h4.8" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
      </symbol>
      <symbol id="i-search" viewBox="0 0 16 16">
        <circle cx="7" cy="7" r="4.25" />
        <path d="m10.25 10.25 3.25 3.25" />
      </symbol>
      <symbol id="i-refresh" viewBox="0 0 16 16">
        <path d="M13 8a5 5 0 1 1-1.6-3.67" />
        <path d="M13.25 2.25v2.75h-2.75" />
      </symbol>
      <symbol id="i-plus" viewBox="0 0 16 16">
        <path d="M8 3v10M3 8h10" />
      </symbol>
      <symbol id="i-close" viewBox="0 0 16 16">
        <path d="m4 4 8 8M12 4l-8 8" />
      </symbol>
      <symbol id="i-more" viewBox="0 0 16 16">
        <g fill="currentColor" stroke="none">
          <circle cx="3.5" cy="8" r="1.2" />
          <circle cx="8" cy="8" r="1.2" />
          <circle cx="12.5" cy="8" r="1.2" />
        </g>
      </symbol>
      <symbol id="i-grip" viewBox="0 0 16 16">
        <path d="M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01" strokeWidth="2" />
      </symbol>
      <symbol id="i-gear" viewBox="0 0 16 16">
        <path d="M2.5 4.75h5M11.5 4.75h2M2.5 11.25h2M8.5 11.25h5" />
        <circle cx="9.5" cy="4.75" r="1.75" />
        <circle cx="6.5" cy="11.25" r="1.75" />
      </symbol>
      <symbol id="i-menu" viewBox="0 0 16 16">
        <path d="M2.5 4.75h11M2.5 8h11M2.5 11.25h11" />
      </symbol>
      <symbol id="i-columns" viewBox="0 0 16 16">
        <rect x="2.5" y="3" width="11" height="10" rx="1.5" />
        <path d="M6.25 3v10M9.75 3v10" />
      </symbol>
      <symbol id="i-copy" viewBox="0 0 16 16">
        <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
        <path d="M10.5 3.5v-.25a.75.75 0 0 0-.75-.75h-6.5a.75.75 0 0 0-.75.75v6.5c0 .41.34.75.75.75h.25" />
      </symbol>
      <symbol id="i-eye" viewBox="0 0 16 16">
        <path d="M1.5 8S3.75 3.75 8 3.75 14.5 8 14.5 8 12.25 12.25 8 12.25 1.5 8 1.5 8z" />
        <circle cx="8" cy="8" r="1.9" />
      </symbol>
      <symbol id="i-link" viewBox="0 0 16 16">
        <path d="M6.75 9.25a2.5 2.5 0 0 0 3.54 0l2.25-2.25a2.5 2.5 0 0 0-3.54-3.54l-.75.75" />
        <path d="M9.25 6.75a2.5 2.5 0 0 0-3.54 0l-2.25 2.25a2.5 2.5 0 0 0 3.54 3.54l.75-.75" />
      </symbol>
      <symbol id="i-ref" viewBox="0 0 16 16">
        <path d="M5 11 11 5M6 5h5v5" />
      </symbol>
      <symbol id="i-offline" viewBox="0 0 16 16">
        <path d="M2.5 2.5l11 11M4.7 6.5a5.8 5.8 0 0 0-1.95 1.3M8 5.25a7.3 7.3 0 0 1 5.25 2.55M6.1 9.6a3.2 3.2 0 0 1 3.5-.35" />
        <circle cx="8" cy="12" r=".7" fill="currentColor" />
      </symbol>
      <symbol id="i-down" viewBox="0 0 16 16">
        <path d="m4.5 6.5 3.5 3.5 3.5-3.5" />
      </symbol>
      <symbol id="i-left" viewBox="0 0 16 16">
        <path d="m9.5 4.5-3.5 3.5 3.5 3.5" />
      </symbol>
      <symbol id="i-undo" viewBox="0 0 16 16">
        <path d="M5.5 3.5 2.75 6.25 5.5 9" />
        <path d="M3 6.25h6a3.25 3.25 0 0 1 0 6.5H6.5" />
      </symbol>
      <symbol id="i-lock" viewBox="0 0 16 16">
        <rect x="3.5" y="7" width="9" height="6.25" rx="1.5" />
        <path d="M5.5 7V5.25a2.5 2.5 0 0 1 5 0V7" />
      </symbol>
      <symbol id="i-key" viewBox="0 0 16 16">
        <circle cx="8" cy="5" r="2.75" />
        <path d="M8 7.75v6M8 10.75h2.25M8 13.5h2.25" />
      </symbol>
      <symbol id="i-tick" viewBox="0 0 16 16">
        <path d="m3.5 8.25 3 3 6-6.5" />
      </symbol>
      <symbol id="i-right" viewBox="0 0 16 16">
        <path d="m6.5 4.5 3.5 3.5-3.5 3.5" />
      </symbol>
    </svg>
  );
}
