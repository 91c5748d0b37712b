import { Link, useNavigation } from '@remix-run/react';
import { type Localized, textIn } from '~/domain/localized';
import type { RefusalCode, RefusalData } from '~/domain/refusal';
import { ROLES } from '~/domain/vocabulary';
import { Button } from '~/ui/button';
import { Checkboxes } from '~/ui/checkboxes';
import { choicesFrom } from '~/ui/choice';
import { Details } from '~/ui/details';
import { ErrorSummary } from '~/ui/error-summary';
import { Select } from '~/ui/select';
import { TextInput } from '~/ui/text-input';
import type { Lang } from '~/words/language';
import { inviteRefused } from '~/words/staff/invite-refused';
import { membersWords } from '~/words/staff/members';
import { vocabularyWords } from '~/words/vocabulary';
import { DraftForm } from './draft-form';

type Refused = { code: RefusalCode; field: string | null; data?: RefusalData | null | undefined };
type Props = {
  lang: Lang;
  /** Former offices may be closed by now. */
  units: { id: string; names: Localized; closed: boolean }[];
  refused: Refused | null;
};

export function InviteForm({ lang, units, refused }: Props) {
  const words = membersWords[lang];
  const busy = useNavigation().state !== 'idle';
  const message = refused ? inviteRefused(refused, lang) : '';
  const error = (field: string) => (refused?.field === field ? message : undefined);
  return (
    <section aria-labelledby="invite-title">
      <h2 className="govuk-heading-m" id="invite-title">
        {words.inviteTitle}
      </h2>
      <DraftForm place="members#invite" ticks>
        <ErrorSummary told={refused} errors={refused ? [{ field: refused.field ?? undefined, message }] : []} />
        <TextInput name="name" label={words.name} error={error('name')} maxLength={60} width={20} required />
        <TextInput
          name="login"
          label={words.login}
          hint={words.loginHint}
          error={error('login')}
          maxLength={60}
          width={20}
          required
        />
        <Select
          name="unitId"
          label={words.unit}
          error={error('unitId')}
          choices={units
            .filter(({ closed }) => !closed)
            .map((unit) => ({ value: unit.id, label: textIn(unit.names, lang) }))}
          required
        />
        <Checkboxes
          name="roles"
          label={words.roles}
          error={error('roles')}
          choices={choicesFrom(ROLES, vocabularyWords[lang].roles)}
        />
        <p className="govuk-body">
          <Link className="govuk-link" to={`/${lang}/staff/roles`}>
            {words.whichRoles}
          </Link>
        </p>
        <Details summary={words.formerTitle} open={refused?.field === 'formerUnitIds'}>
          <Checkboxes
            name="formerUnitIds"
            label={words.former}
            hint={words.formerHint}
            error={error('formerUnitIds')}
            choices={units.map((unit) => ({ value: unit.id, label: textIn(unit.names, lang) }))}
          />
        </Details>
        <Button name="act" value="invite" disabled={busy}>
          {words.invite}
        </Button>
      </DraftForm>
    </section>
  );
}
