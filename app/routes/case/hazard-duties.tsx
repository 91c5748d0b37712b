import { useEffect, useState } from 'react';
import { boardsHere } from '~/browser/case/hazard-ledger';
import type { OpenedHazard } from '~/browser/case/hazard-workspace';
import { type DutyBoard, halfYearOf, ownerDuties } from '~/domain/case/hazard-duties';
import { addDays } from '~/domain/dates';
import { DataTable } from '~/ui/data-table';
import { Select } from '~/ui/select';
import { hazardWords } from '~/words/case/hazard';
import type { Lang } from '~/words/language';

type Props = { lang: Lang; today: string; all: readonly OpenedHazard[] };

/** What those who stand on signboards did in half a year, counted from the entries that are open here. */
export function HazardDuties({ lang, today, all }: Props) {
  const t = hazardWords[lang].duties;
  const [boards, setBoards] = useState<DutyBoard[] | null>(null);
  const [half, setHalf] = useState<'this' | 'last'>('this');
  useEffect(() => {
    let current = true;
    boardsHere(lang).then(
      (found) => current && setBoards(found),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [lang]);
  if (boards === null) return null;
  const now = halfYearOf(today);
  const months = half === 'this' ? now : halfYearOf(addDays(`${now[0]}-01`, -1));
  const entries = all.flatMap(({ said, grade, state }) => (said ? [{ ...said.entry, grade, state }] : []));
  return (
    <section aria-labelledby="hazard-duties">
      <h3 className="govuk-heading-m" id="hazard-duties">
        {t.title}
      </h3>
      <p className="govuk-hint">{t.hint}</p>
      <form
        className="anshao-filters"
        onChange={(event) => setHalf(new FormData(event.currentTarget).get('half') === 'last' ? 'last' : 'this')}
      >
        <Select
          name="half"
          label={t.half}
          placeholder={false}
          choices={[
            { value: 'this', label: t.thisHalf },
            { value: 'last', label: t.lastHalf },
          ]}
          defaultValue="this"
        />
      </form>
      <DataTable
        caption={t.title}
        captionHidden
        dense
        narrow="cards"
        rows={ownerDuties(boards, entries, months)}
        rowKey={({ owner }) => owner}
        empty={<p className="govuk-body">{t.none}</p>}
        columns={[
          { key: 'owner', title: t.owner, head: true, short: true, cell: ({ owner }) => owner },
          { key: 'checked', title: t.checked, short: true, cell: (one) => t.of(one.checked, one.boards) },
          ...months.map((month, at) => ({
            key: month,
            title: t.month(month),
            cell: (one: ReturnType<typeof ownerDuties>[number]) => {
              const of = one.months[at];
              const isNothing = !of || of.sites + of.difficulties === 0;
              return isNothing ? null : t.counts(of.sites, of.hazards, of.struckOff, of.difficulties);
            },
          })),
        ]}
      />
    </section>
  );
}
