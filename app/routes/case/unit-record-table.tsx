import { Link } from '@remix-run/react';
import { Fragment } from 'react';
import { RECORD_DAYS } from '~/domain/case/record-period';
import { timeOf } from '~/domain/dates';
import type { UnitRecord, UnitRecords } from '~/services/case/unit-record.server';
import { DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { oversightWords } from '~/words/case/oversight';
import type { Lang } from '~/words/language';
import { type ColumnName, recordCells } from './unit-record-cells';

type Props = { lang: Lang; days: number; figures: UnitRecords };

/** What each unit did with the reports of a period, with the period to choose and files for spreadsheets. */
export function UnitRecordTable({ lang, days, figures }: Props) {
  const t = oversightWords[lang];
  const columns = (Object.keys(t.columns) as ColumnName[]).map((key) => ({
    key,
    title: t.columns[key],
    head: key === 'unit',
    numeric: key !== 'unit',
    cell: (row: UnitRecord) => recordCells(row, lang)[key],
  }));
  return (
    <section aria-labelledby="unit-records" className="govuk-!-margin-top-8">
      <h2 id="unit-records" className="govuk-heading-m">
        {t.recordTitle}
      </h2>
      <p className="govuk-body">{t.recordIntro}</p>
      <ul className="govuk-list anshao-stage-counts" aria-label={t.period}>
        {RECORD_DAYS.map((one) => (
          <li key={one}>
            <Link
              className="govuk-link"
              to={`?days=${one}`}
              preventScrollReset
              aria-current={one === days ? 'true' : undefined}
            >
              {t.days(one)}
            </Link>
          </li>
        ))}
      </ul>
      <DataTable
        caption={t.recordTitle}
        captionHidden
        columns={columns}
        rows={figures.records}
        rowKey={(row) => row.unitId}
        empty={<EmptyState title={t.noRecord} />}
        narrow="scroll"
        dense
      />
      <p className="govuk-body">
        {t.figuresOf(timeOf(figures.at))} {t.file}
        {(['xlsx', 'csv'] as const).map((kind) => (
          <Fragment key={kind}>
            {' '}
            <a className="govuk-link" href={`/${lang}/staff/oversight.${kind}?days=${days}`} download>
              {kind.toUpperCase()}
            </a>
          </Fragment>
        ))}
      </p>
    </section>
  );
}
