/** The rows' own lines, sunken, while a page is being read. */
export function Skeleton() {
  return (
    <div className="skeleton" aria-hidden>
      <i />
      <i />
      <i />
      <i />
    </div>
  );
}
