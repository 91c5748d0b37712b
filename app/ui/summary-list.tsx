import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { useCommon } from './language';
import { SiteLanguage } from './site-language';

/** `change` links to where the answer can be changed; a row without it only states something. */
export type SummaryRow = {
  readonly key: string;
  readonly value: ReactNode;
  readonly change?: string;
};

type Props = { rows: readonly SummaryRow[]; plain?: boolean };

/** Names and values: check-your-answers, the facts of a case, a signboard. Multi-line text keeps its line breaks. */
export function SummaryList({ rows, plain = false }: Props) {
  const words = useCommon();
  const anyChange = rows.some((row) => row.change);
  return (
    <dl className={classNames('govuk-summary-list', plain && 'govuk-summary-list--no-border')}>
      {rows.map((row) => (
        <div
          className={classNames(
            'govuk-summary-list__row',
            anyChange && !row.change && 'govuk-summary-list__row--no-actions',
          )}
          key={row.key}
        >
          <dt className="govuk-summary-list__key">{row.key}</dt>
          <dd className="govuk-summary-list__value anshao-lines">
            <SiteLanguage>{row.value ?? words.notGiven}</SiteLanguage>
          </dd>
          {row.change && (
            <dd className="govuk-summary-list__actions">
              <a className="govuk-link" href={row.change}>
                <span aria-hidden="true">{words.buttons.change}</span>
                <span className="govuk-visually-hidden">{words.changeWhat(row.key)}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
