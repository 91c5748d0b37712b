import { unitsDutiesShown } from '~/domain/county/duty-table';
import type { DutyData } from '~/services/county/duty.server';
import { useSectors } from '~/ui/sectors';
import { Select } from '~/ui/select';
import { dutiesWords } from '~/words/county/duties';
import type { Lang } from '~/words/language';
import { DutyForm } from './duty-form';
import { unitChoices, unitNamed } from './duty-matrix';

/** Hands everything that one unit does in a sector to another unit. */
export function DutyMove({ lang, page }: { lang: Lang; page: DutyData }) {
  const words = dutiesWords[lang].move;
  const holders = [...new Set(page.rules.map(({ unitId }) => unitId))];
  const sectors = useSectors(lang).all;
  return (
    <DutyForm
      lang={lang}
      act="move"
      title={words.title}
      text={words.text}
      submit={words.submit}
      shown={unitsDutiesShown(page.rules, holders)}
      say={(unitId) => words.changed(unitNamed(unitId, lang, page))}
    >
      {(error) => (
        <>
          <Select
            name="sector"
            id="move-sector"
            label={words.sector}
            error={error('sector')}
            choices={[...sectors, { value: 'all', label: words.all }]}
          />
          <Select
            name="fromUnitId"
            id="move-fromUnitId"
            label={words.from}
            error={error('fromUnitId')}
            choices={holders.map((value) => ({ value, label: unitNamed(value, lang, page) }))}
          />
          <Select
            name="toUnitId"
            id="move-toUnitId"
            label={words.to}
            error={error('toUnitId')}
            choices={unitChoices(lang, page, '')}
          />
        </>
      )}
    </DutyForm>
  );
}
