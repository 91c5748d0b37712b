import { SiteLanguage } from '~/ui/site-language';

/** A tick for one entry whose fingerprint was compared face to face. */
export function ComparedBox({ id, label }: { id: string; label: string }) {
  return (
    <div className="govuk-checkboxes govuk-checkboxes--small">
      <div className="govuk-checkboxes__item">
        <input className="govuk-checkboxes__input" type="checkbox" id={`compared-${id}`} name="compared" value={id} />
        <label className="govuk-label govuk-checkboxes__label" htmlFor={`compared-${id}`}>
          <SiteLanguage>{label}</SiteLanguage>
        </label>
      </div>
    </div>
  );
}
