import { useNavigation } from '@remix-run/react';
import { type Localized, textIn } from '~/domain/localized';
import { shownText } from '~/domain/shown-entry';
import { rolesShown } from '~/domain/staff/role-change';
import { ROLES, type Role } from '~/domain/vocabulary';
import type { MemberView } from '~/services/staff/member.server';
import { Button } from '~/ui/button';
import { Checkboxes } from '~/ui/checkboxes';
import { choicesFrom } from '~/ui/choice';
import { type Column, DataTable } from '~/ui/data-table';
import { Details } from '~/ui/details';
import { ShownField } from '~/ui/shown-field';
import { Tag } from '~/ui/tag';
import { Warning } from '~/ui/warning';
import { refusedText } from '~/words/follow/access';
import { formatList, type Lang } from '~/words/language';
import { changedMeanwhile, changedText } from '~/words/meanwhile';
import { membersWords } from '~/words/staff/members';
import { vocabularyWords } from '~/words/vocabulary';
import { DraftForm } from './draft-form';

type Props = {
  lang: Lang;
  me: string;
  members: MemberView[];
  units: { id: string; kind: string; names: Localized }[];
  /** Members without whom a unit has only one reader, each with what that means for reports. */
  needed: Record<string, string>;
  /** Members about whom something was requested that a second person decides. */
  asked: string[];
  /** Why a change of the member named in its data was refused. */
  refused: Parameters<typeof refusedText>[0] | null;
};

const TONE = { invited: 'attention', enrolled: 'good', disabled: 'neutral' } as const;

/** All members, with what an administrator may change about them. */
export function MemberTable({ lang, me, members, units, needed, asked, refused }: Props) {
  const words = membersWords[lang];
  const roles = vocabularyWords[lang].roles;
  const unitName = (id: string) => {
    const unit = units.find((one) => one.id === id);
    return (unit && textIn(unit.names, lang)) ?? '';
  };
  const columns: Column<MemberView>[] = [
    { key: 'name', title: words.name, head: true, cell: (row) => row.name },
    { key: 'login', title: words.login, cell: (row) => row.login },
    { key: 'unit', title: words.unit, cell: (row) => unitName(row.unitId) },
    {
      key: 'roles',
      title: words.roles,
      cell: (row) =>
        formatList(
          row.roles.map((role) => roles[role]),
          lang,
        ),
    },
    {
      key: 'status',
      title: words.status,
      cell: (row) => (
        <>
          <Tag tone={TONE[row.status]}>{words.statuses[row.status]}</Tag>
          {row.signsIn.map((lack) => (
            <Tag tone="attention" key={lack}>
              {words.signsIn[lack]}
            </Tag>
          ))}
          {asked.includes(row.id) && <Tag tone="progress">{words.waits}</Tag>}
        </>
      ),
    },
    {
      key: 'change',
      title: words.change,
      cell: (row) => {
        if (row.status === 'disabled') return null;
        const own = refused?.data?.memberId === row.id ? refused : null;
        const error = own ? changeRefused(own, lang) : undefined;
        const effect = needed[row.id];
        const warning = effect === undefined ? null : words.closes(effect);
        const told = own?.data?.shown;
        return <Change lang={lang} row={row} own={row.id === me} warning={warning} error={error} told={told} />;
      },
    },
  ];
  return <DataTable caption={words.listTitle} columns={columns} rows={members} rowKey={(row) => row.id} dense />;
}

/** Names the roles that a colleague gave meanwhile, or else says why the change was refused. */
function changeRefused(refused: NonNullable<Props['refused']>, lang: Lang): string {
  const [now] = changedMeanwhile(refused) ?? [];
  if (now === undefined) return refusedText(refused, lang);
  const { roles } = vocabularyWords[lang];
  const named = now.value.split(' ').map((role) => roles[role as Role] ?? role);
  return changedText(membersWords[lang].roles, formatList(named, lang), lang);
}

type ChangeProps = {
  lang: Lang;
  row: MemberView;
  own: boolean;
  warning: string | null;
  error: string | undefined;
  told: unknown;
};

function Change({ lang, row, own, warning, error, told }: ChangeProps) {
  const words = membersWords[lang];
  const busy = useNavigation().state !== 'idle';
  if (own) return <span className="govuk-hint">{words.own}</span>;
  return (
    <Details summary={words.changeTitle(row.name)} open={error !== undefined}>
      <DraftForm place={`members/${row.id}#change`} ticks key={row.roles.join()}>
        <input type="hidden" name="memberId" value={row.id} />
        <input type="hidden" name="name" value={row.name} />
        <ShownField loaded={shownText(rolesShown(row.roles))} told={told} />
        <Checkboxes
          name="roles"
          id={`roles-${row.id}`}
          label={words.roles}
          choices={choicesFrom<Role>(ROLES, vocabularyWords[lang].roles)}
          defaultValues={row.roles}
          error={error}
        />
        {warning && (
          <>
            <Warning>{warning}</Warning>
            <input type="hidden" name="warned" value="yes" />
          </>
        )}
        <div className="govuk-button-group">
          <Button name="act" value="roles" disabled={busy}>
            {warning ? words.askRoles : words.saveRoles}
          </Button>
          {row.status === 'invited' && (
            <Button name="act" value="renew" variant="secondary" disabled={busy}>
              {words.newLink}
            </Button>
          )}
          <Button name="act" value="disable" variant="warning" disabled={busy}>
            {warning ? words.askDisable : words.disable}
          </Button>
        </div>
        <p className="govuk-hint">{words.disableHint}</p>
      </DraftForm>
    </Details>
  );
}
