import { useCommon } from './language';

type Props = {
  /** Address of the first page, when this is not it. Keys have no page numbers, so there is no last page. */
  first?: string | undefined;
  previous?: string | undefined;
  next?: string | undefined;
};

/** Paging by key: first, previous, next. Renders nothing when everything fits on one page. */
export function Pagination({ first, previous, next }: Props) {
  const words = useCommon().pagination;
  if (!first && !previous && !next) return null;
  return (
    <nav className="anshao-pagination" aria-label={words.label}>
      {first && (
        <a className="anshao-pagination__link" href={first}>
          {words.first}
        </a>
      )}
      {previous && (
        <a className="anshao-pagination__link" href={previous} rel="prev">
          <span aria-hidden="true">← </span>
          {words.previous}
        </a>
      )}
      {next && (
        <a className="anshao-pagination__link anshao-pagination__link--next" href={next} rel="next">
          {words.next}
          <span aria-hidden="true"> →</span>
        </a>
      )}
    </nav>
  );
}
