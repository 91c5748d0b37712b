import { Form, useNavigation } from '@remix-run/react';
import type { ClipboardEvent } from 'react';
import { type Localized, textIn } from '~/domain/localized';
import type { RefusalCode, RefusalData } from '~/domain/refusal';
import type { Role } from '~/domain/vocabulary';
import { DraftForm } from '~/routes/staff/draft-form';
import { Button } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { Details } from '~/ui/details';
import { ErrorSummary } from '~/ui/error-summary';
import { TextInput } from '~/ui/text-input';
import { openingWords } from '~/words/county/opening';
import { formatList, type Lang, labelled } from '~/words/language';
import { inviteRefused } from '~/words/staff/invite-refused';
import { vocabularyWords } from '~/words/vocabulary';

type Vacancy = { post: number; roles: readonly Role[]; login: string };
type Place = {
  id: string;
  names: Localized;
  people: readonly { status: 'invited' | 'enrolled' }[];
  vacancies: readonly Vacancy[];
};
type Refused = { code: RefusalCode; field: string | null; data?: RefusalData | null | undefined } | null;
type Props = { lang: Lang; places: readonly Place[]; refused: Refused };
type Row = Vacancy & { row: number; unitId: string; unit: string };

/** Every post that nobody has, on one form, for a place with many units; and new links for all who have not come yet. */
export function OpeningEverybody({ lang, places, refused }: Props) {
  const words = openingWords[lang].everybody;
  const rows = places
    .flatMap(({ id, names, vacancies }) =>
      vacancies.map((one) => ({ ...one, unitId: id, unit: textIn(names, lang) ?? '' })),
    )
    .map((one, row): Row => ({ ...one, row }));
  const waiting = places.flatMap(({ people }) => people).filter(({ status }) => status === 'invited').length;
  const at = refused?.data?.row;
  const own = typeof at === 'number' ? refused : null;
  return (
    <>
      {rows.length > 0 && (
        <Details summary={words.title(rows.length)} open={own !== null}>
          <p className="govuk-body">{words.text}</p>
          <InviteAll lang={lang} rows={rows} refused={own} at={at} />
        </Details>
      )}
      {waiting > 0 && <RenewAll lang={lang} waiting={waiting} />}
    </>
  );
}

type InviteProps = Pick<Props, 'lang' | 'refused'> & { rows: readonly Row[]; at: unknown };

function InviteAll({ lang, rows, refused, at }: InviteProps) {
  const words = openingWords[lang].everybody;
  const busy = useNavigation().state !== 'idle';
  const message = refused ? inviteRefused(refused, lang) : '';
  const wrong = rows.find(({ row }) => row === at);
  const error = (row: Row, field: string) => (row === wrong && refused?.field === field ? message : undefined);
  const input = (row: Row, field: 'name' | 'login', defaultValue = '') => (
    <TextInput
      id={`everybody-${row.row}-${field}`}
      name={field}
      label={<span className="govuk-visually-hidden">{words[field](row.unit, rolesOf(row, lang))}</span>}
      error={error(row, field)}
      defaultValue={defaultValue}
      maxLength={60}
      width={10}
    />
  );
  const columns: Column<Row>[] = [
    { key: 'unit', title: words.unit, head: true, cell: ({ unit }) => unit },
    { key: 'roles', title: words.roles, cell: (row) => rolesOf(row, lang) },
    {
      key: 'name',
      title: openingWords[lang].name,
      cell: (row) => (
        <>
          <input type="hidden" name="unitId" value={row.unitId} />
          <input type="hidden" name="post" value={row.post} />
          {input(row, 'name')}
        </>
      ),
    },
    { key: 'login', title: openingWords[lang].login, cell: (row) => input(row, 'login', row.login) },
  ];
  return (
    <DraftForm place="opening/everybody" data-everybody="">
      {refused && wrong && (
        <ErrorSummary
          told={refused}
          errors={[
            { field: `everybody-${wrong.row}-${refused.field}`, message: `${labelled(wrong.unit, lang)}${message}` },
          ]}
        />
      )}
      <div onPaste={pasteDownwards}>
        <DataTable
          caption={words.caption}
          captionHidden
          columns={columns}
          rows={rows}
          rowKey={({ login, unitId }) => `${unitId} ${login}`}
          dense
        />
      </div>
      <Button name="act" value="everybody" disabled={busy}>
        {words.invite}
      </Button>
    </DraftForm>
  );
}

/** A column copied from a spreadsheet goes into the fields of the same name from this one on, a line in each. */
function pasteDownwards(event: ClipboardEvent<HTMLElement>): void {
  const { target } = event;
  if (!(target instanceof HTMLInputElement) || target.form === null) return;
  const lines = event.clipboardData
    .getData('text/plain')
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);
  if (lines.length < 2) return;
  event.preventDefault();
  const fields = [...target.form.querySelectorAll<HTMLInputElement>(`input[name="${target.name}"]`)];
  const first = fields.indexOf(target);
  for (const [i, line] of lines.entries()) {
    const field = fields[first + i];
    if (field) field.value = line.trim();
  }
  target.dispatchEvent(new Event('input', { bubbles: true }));
}

const rolesOf = ({ roles }: Row, lang: Lang): string =>
  formatList(
    roles.map((role) => vocabularyWords[lang].roles[role]),
    lang,
  );

function RenewAll({ lang, waiting }: { lang: Lang; waiting: number }) {
  const words = openingWords[lang].everybody;
  const busy = useNavigation().state !== 'idle';
  return (
    <Details summary={words.renewTitle(waiting)}>
      <p className="govuk-body">{words.renewText}</p>
      <Form method="post" data-renew-all>
        <Button name="act" value="renewAll" variant="secondary" disabled={busy}>
          {words.renew}
        </Button>
      </Form>
    </Details>
  );
}
