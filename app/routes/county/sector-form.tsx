import { LONGEST_SECTOR_NAME, OTHER_SECTOR, type OwnSectors } from '~/domain/county/sector-list';
import type { RefusalCode, RefusalData } from '~/domain/refusal';
import { DraftForm } from '~/routes/staff/draft-form';
import { Button } from '~/ui/button';
import { Checkboxes } from '~/ui/checkboxes';
import { ErrorSummary, type FormError } from '~/ui/error-summary';
import { LocalizedInput } from '~/ui/localized-input';
import { useSectors } from '~/ui/sectors';
import { ShownField } from '~/ui/shown-field';
import { sectorsWords } from '~/words/county/sectors';
import { refusedText } from '~/words/follow/access';
import { type Lang, languageName } from '~/words/language';
import { changedMeanwhile } from '~/words/meanwhile';
import { shippedSectorNames } from '~/words/sectors';

type Refused = { code: RefusalCode; field: string | null; data?: RefusalData | null | undefined };
type Props = {
  lang: Lang;
  /** Null for a trade that is added. */
  code: string | null;
  drafted: OwnSectors;
  shown: string;
  answer: { refused: Refused } | object | null | undefined;
  busy: boolean;
};

/** The names of one trade by language, and whether it is offered. */
export function SectorForm({ lang, code, drafted, shown, answer, busy }: Props) {
  const words = sectorsWords[lang];
  const { nameOf } = useSectors(lang);
  const entry = drafted.find((one) => one.code === code);
  const refused = answer && 'refused' in answer ? answer.refused : null;
  const errors = sectorErrors(refused, lang);
  const error = (field: string) => errors.find((one) => one.field === field)?.message;
  return (
    <section aria-labelledby="one-sector">
      <h2 className="govuk-heading-m" id="one-sector">
        {code === null ? words.addTitle : words.editTitle(nameOf(code))}
      </h2>
      <DraftForm place={`sectors/${code ?? 'new'}`} id="sector-form" ticks>
        <ErrorSummary told={answer} errors={errors} />
        <ShownField loaded={shown} told={refused?.data?.shown} />
        <input type="hidden" name="sector" value={code ?? ''} />
        <LocalizedInput
          name="name"
          label={(language, isDefault) => words.nameIn(languageName(language, lang), isDefault)}
          error={error}
          values={entry?.names ?? (code === null ? undefined : shippedSectorNames(code))}
          maxLength={2 * LONGEST_SECTOR_NAME}
        />
        <p className="govuk-hint">{words.hint}</p>
        {code === OTHER_SECTOR ? (
          <p className="govuk-body">{words.otherHint}</p>
        ) : (
          <Checkboxes
            name="closed"
            label={<span className="govuk-visually-hidden">{words.state}</span>}
            hint={words.closedHint}
            error={error('closed')}
            choices={[{ value: 'yes', label: words.closed }]}
            defaultValues={entry?.closed ? ['yes'] : []}
          />
        )}
        <Button name="act" value="save" disabled={busy}>
          {words.save}
        </Button>
      </DraftForm>
    </section>
  );
}

function sectorErrors(refused: Refused | null, lang: Lang): FormError[] {
  if (refused === null) return [];
  const words = sectorsWords[lang];
  const changed = changedMeanwhile(refused);
  if (changed !== null) {
    const told = (value: string) => (value === 'yes' ? words.states.closed : value || words.nothing);
    return changed.map(({ field, value }) => ({ field, message: words.nowStands(told(value)) }));
  }
  const { problems } = refused.data ?? {};
  if (!Array.isArray(problems)) return [{ message: refusedText(refused, lang) }];
  const known: Readonly<Record<string, string>> = words.problems;
  return problems.map((text: string) => {
    const [field = '', problem = ''] = text.split(' ');
    return { field, message: known[problem] ?? refusedText(refused, lang) };
  });
}
