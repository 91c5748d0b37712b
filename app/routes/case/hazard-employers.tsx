import type { OpenedHazard } from '~/browser/case/hazard-workspace';
import { byEmployer } from '~/domain/case/hazard-employers';
import { DataTable } from '~/ui/data-table';
import { Details } from '~/ui/details';
import { Tag } from '~/ui/tag';
import { hazardWords } from '~/words/case/hazard';
import type { Lang } from '~/words/language';

type Props = { lang: Lang; all: readonly OpenedHazard[] };
/** Longer than anybody reads; those who offend again come first. */
const MOST = 100;

/** The entries that are open here by employer, with those whose hazards come back. */
export function HazardEmployers({ lang, all }: Props) {
  const t = hazardWords[lang].employers;
  const entries = all.flatMap(({ said, grade, state }) =>
    said
      ? {
          ...said.entry,
          grade,
          state,
          struckOffOn: said.steps.find(({ act }) => act === 'strikeOff')?.on ?? null,
        }
      : [],
  );
  return (
    <Details summary={t.title}>
      <p className="govuk-hint">{t.hint}</p>
      <DataTable
        caption={t.title}
        captionHidden
        dense
        rows={byEmployer(entries).slice(0, MOST)}
        rowKey={({ employer }) => employer}
        columns={[
          { key: 'employer', title: t.employer, head: true, cell: ({ employer }) => employer },
          {
            key: 'again',
            title: t.again,
            short: true,
            cell: ({ again }) => again > 0 && <Tag tone="bad">{t.times(again)}</Tag>,
          },
          { key: 'hazards', title: t.hazards, numeric: true, cell: ({ hazards }) => hazards },
          { key: 'major', title: t.major, numeric: true, cell: ({ major }) => major },
          { key: 'open', title: t.open, numeric: true, cell: ({ open }) => open },
          { key: 'checks', title: t.checks, numeric: true, cell: ({ checks }) => checks },
        ]}
      />
    </Details>
  );
}
