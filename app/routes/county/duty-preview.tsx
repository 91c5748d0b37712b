import { type Localized, textIn } from '~/domain/localized';
import type { RoutingPreview } from '~/services/county/routing-preview.server';
import { BulletList } from '~/ui/bullet-list';
import { Button } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { useSectors } from '~/ui/sectors';
import { dutyTrialWords } from '~/words/county/duty-trial';
import { formatMonth, type Lang } from '~/words/language';
import { TRIAL_FORM } from './duty-trial-form';

type Props = {
  lang: Lang;
  /** Null where it was not asked for; nothing is found where there are no two tables to compare. */
  preview: { found: RoutingPreview | null } | null;
  names: Readonly<Record<string, Localized>>;
};

/** How many of last year's reports the draft would lead to another unit. */
export function DutyPreview({ lang, preview, names }: Props) {
  const words = dutyTrialWords[lang];
  return (
    <section aria-labelledby="preview">
      <h2 className="govuk-heading-m" id="preview">
        {words.previewTitle}
      </h2>
      <p className="govuk-body">{words.previewText}</p>
      {preview === null ? (
        <Button form={TRIAL_FORM} name="act" value="preview" variant="secondary">
          {words.previewAsk}
        </Button>
      ) : preview.found === null ? (
        <p className="govuk-body">{words.previewNone}</p>
      ) : (
        <Found lang={lang} found={preview.found} names={names} />
      )}
      <h3 className="govuk-heading-s">{words.limitsTitle}</h3>
      <BulletList items={words.limits} />
    </section>
  );
}

function Found({ lang, found, names }: Pick<Props, 'lang' | 'names'> & { found: RoutingPreview }) {
  const words = dutyTrialWords[lang];
  const { nameOf } = useSectors(lang);
  const named = (id: string) => textIn(names[id] ?? {}, lang) || id;
  const counted = (n: number) => (n === 0 ? words.few : words.about(n));
  const columns: Column<RoutingPreview['lines'][number]>[] = [
    { key: 'sector', title: words.sector, head: true, cell: ({ sector }) => nameOf(sector) },
    { key: 'from', title: words.from, cell: ({ from }) => named(from) },
    { key: 'to', title: words.to, cell: ({ to }) => named(to) },
    { key: 'cases', title: words.cases, numeric: true, cell: ({ cases }) => words.about(cases) },
  ];
  const { first, last, all, moved, lines, unknown, registersDiffer } = found;
  return (
    <div data-preview={moved}>
      <p className="govuk-body">
        <strong>{words.months(formatMonth(first, lang), formatMonth(last, lang))}</strong>
      </p>
      <p className="govuk-body">{words.result(counted(all), counted(moved))}</p>
      {registersDiffer && <p className="govuk-body">{words.unknown(counted(unknown))}</p>}
      <DataTable
        caption={words.lines}
        columns={columns}
        rows={lines}
        rowKey={({ sector, from, to }) => `${sector} ${from} ${to}`}
        empty={<p className="govuk-body">{words.noLines}</p>}
        dense
      />
    </div>
  );
}
