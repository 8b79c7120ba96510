/** The mark: the eye of the letter ha (ه) drawn as two ear-pieces of one line. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg
      className="mark"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      aria-hidden
    >
      <path d="M10 2.5C5 6 2.5 9 2.5 12.2A5 5 0 0 0 7.5 17c2 0 2.5-1.6 2.5-3.2V10" />
      <path d="M10 2.5c5 3.5 7.5 6.5 7.5 9.7a5 5 0 0 1-5 4.8C10.5 17 10 15.4 10 13.8" />
    </svg>
  );
}
