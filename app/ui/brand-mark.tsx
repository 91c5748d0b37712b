/** The mark: a shield with a whistle in it. Decorative; the name always stands beside it. */
export function BrandMark() {
  return (
    <svg className="anshao-mark" viewBox="0 0 40 44" width="36" height="40" aria-hidden="true" focusable="false">
      <path
        className="anshao-mark__shield"
        d="M20 1.5 3.5 7v14.6C3.5 31.8 10.4 39.3 20 42.5c9.6-3.2 16.5-10.7 16.5-20.9V7L20 1.5Z"
      />
      <path className="anshao-mark__whistle" d="M9 15.5h21.5v5.2h-6.2a7.4 7.4 0 1 1-12.6-1H9v-4.2Z" />
      <circle className="anshao-mark__hole" cx="18" cy="24" r="2.7" />
    </svg>
  );
}
