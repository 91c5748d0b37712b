import { useCommon } from './language';

/** First focusable thing on every page: jumps over the header. */
export function SkipLink() {
  return (
    <a className="govuk-skip-link" href="#main-content">
      {useCommon().skipToContent}
    </a>
  );
}
